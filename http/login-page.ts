import type { Answerer } from "./gate-answers.ts";
import { NONCE_HEADER } from "./security-headers.ts";

/** What went wrong, and what to do. */
export interface LoginPageWords {
  message: string;
  hint: string;
}

const STYLE = `
:root { color-scheme: light dark; --canvas: #fbfaf8; --surface: #fff; --line: #c6c5c2; --ink: #1c2027; --muted: #51565f; --accent: #3355b0; --accent-ink: #fff; --danger: #b3261e }
@media (prefers-color-scheme: dark) { :root { --canvas: #111318; --surface: #191b21; --line: #555962; --ink: #ebecee; --muted: #aeb1b8; --accent: #9db8f5; --accent-ink: #10131c; --danger: #f28b82 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 24px; background: var(--canvas); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 26rem; display: grid; gap: 16px; text-wrap: pretty }
h1 { margin: 0; font-size: 20px; line-height: 1.3; font-weight: 600 }
p { margin: 0 } p, label { color: var(--muted) }
code { font: 13px/1.5 ui-monospace, monospace; color: var(--ink) }
form { display: grid; gap: 6px; margin-top: 4px } label { font-size: 13px }
input { height: 36px; width: 100%; padding: 0 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); color: var(--ink); font: inherit }
button { height: 36px; margin-top: 6px; border: 0; border-radius: 6px; background: var(--accent); color: var(--accent-ink); font: inherit; font-weight: 500; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
[role=alert] { color: var(--danger) }`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page that asks a person to sign in. It has no script, and tells nothing of what stands behind it. */
export function loginPage(
  answer: Answerer,
  status: number,
  { next, words }: { next: string; words?: LoginPageWords },
): void {
  const alert = words ? `<p role="alert">${escaped(words.message)} ${escaped(words.hint)}</p>` : "";
  answerPage(answer, status, {
    title: "Sign in – Switchboard",
    body: `<main><h1>Sign in to Switchboard</h1>
<p>Whoever opens this dashboard can run code on this machine, so it opens only for the person who started it.</p>
<p>Open the link that the start printed. It counts once; <code>switchboard login</code> gives another.</p>${alert}
<form method="post" action="/login?next=${escaped(encodeURIComponent(next))}">
<label for="code">Code of the link, or the token</label>
<input id="code" name="code" type="password" autocomplete="off" required autofocus>
<button>Sign in</button></form></main>`,
  });
}

/** A page that opens the same address once more, now as a page of this server: then the browser sends its cookie. */
export function passingPage(answer: Answerer): void {
  answerPage(answer, 200, {
    title: "Switchboard",
    head: '<meta http-equiv="refresh" content="0">',
    body: "<main><h1>Opening Switchboard</h1><p>If nothing happens, reload this page.</p></main>",
  });
}

function answerPage(
  { request, response }: Answerer,
  status: number,
  { title, head = "", body }: { title: string; head?: string; body: string },
): void {
  const nonce = String(request.headers[NONCE_HEADER] ?? "");
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}<link rel="icon" href="data:,"><title>${title}</title><style nonce="${escaped(nonce)}">${STYLE}</style></head><body>${body}</body></html>`;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(page);
}

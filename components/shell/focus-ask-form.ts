/** So long the form may take to appear, in milliseconds. */
const LIMIT_MS = 10_000;

let waiting: MutationObserver | null = null;

/**
 * Puts the focus into the form that asks a first question: where something is still to be written, or into the question
 * itself. When the page that has it is still on its way, as soon as it is there.
 */
export function focusAskForm(field: "first" | "prompt" = "first"): void {
  waiting?.disconnect();
  waiting = null;
  if (focusNow(field)) return;
  const observer = new MutationObserver(() => {
    if (focusNow(field)) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  waiting = observer;
  setTimeout(() => observer.disconnect(), LIMIT_MS);
}

function focusNow(field: "first" | "prompt"): boolean {
  const form = document.querySelector("main form:has([name=modulePath]:not([type=hidden]))");
  const prompt = form?.querySelector<HTMLTextAreaElement>("textarea[name=prompt]");
  if (!prompt) return false;
  const path = form?.querySelector<HTMLInputElement>("[name=modulePath]");
  const target = field === "first" && path?.value === "" ? path : prompt;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
  return true;
}

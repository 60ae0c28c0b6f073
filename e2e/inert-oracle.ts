import { expect, type Page } from "@playwright/test";

/** What a browser did that no text may make it do. */
export interface Watched {
  /** Dialogs, and requests to anywhere but the page's own origin. */
  acts: string[];
}

/** Notes what a page does from now on; what goes elsewhere is cut off. */
export async function watch(page: Page): Promise<Watched> {
  const acts: string[] = [];
  page.on("dialog", (dialog) => {
    acts.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => acts.push(`window ${popup.url()}`));
  // What the policy refuses is told as a request too, but never gets here.
  await page.route(
    (url) => isElsewhere(url.href),
    (route) => {
      acts.push(`request ${route.request().url()}`);
      return route.abort();
    },
  );
  return { acts };
}

function isElsewhere(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return !(hostname === "127.0.0.1" || ["data:", "blob:", "about:", "file:"].includes(protocol));
}

/** What is wrong with the page as it stands: a script that ran, what could still run or fetch, and hidden characters. */
function faultsOnPage(): string[] {
  const faults = "__pwned" in window ? ["a script ran"] : [];
  const acting =
    /^(?:iframe|frame|object|embed|base|applet|video|audio|source|marquee|set|animate|use|image|math|x-y)$/;
  const addresses = /^(?:href|xlink:href|src|srcset|action|formaction|data|poster|background|srcdoc|ping)$/;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that must not be there
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const isOwn = (value: string) => {
    const { protocol, host } = new URL(value, document.baseURI);
    return protocol === "data:" || protocol === "file:" || host === location.host;
  };
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (acting.test(name)) faults.push(`<${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      const told = `<${name} ${attribute}=${JSON.stringify(value.slice(0, 80))}>`;
      if (/^on/i.test(attribute)) faults.push(told);
      if (/^(?:title|alt|aria-label|placeholder)$/.test(attribute) && hidden.test(value))
        faults.push(`hidden in ${told}`);
      if (!addresses.test(attribute)) continue;
      // React's own mark of a form that a function takes.
      if (attribute === "action" && value.startsWith("javascript:throw new Error('A React form")) continue;
      if (name === "a" ? !/^(?:https?|mailto|file):$/.test(new URL(value, document.baseURI).protocol) : !isOwn(value))
        faults.push(told);
    }
  }
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (parent?.closest("script, style") || !hidden.test(node.nodeValue ?? "")) continue;
    faults.push(`hidden in <${parent?.localName}>: ${JSON.stringify(node.nodeValue?.slice(0, 80))}`);
  }
  return [...new Set(faults)];
}

export async function expectInert(page: Page, { acts }: Watched): Promise<void> {
  expect(await page.evaluate(faultsOnPage), `on ${page.url()}`).toEqual([]);
  expect(acts, `on ${page.url()}`).toEqual([]);
}

/** The words of payloads that can be read on the page: each stands at the beginning of a text, or behind a space. */
export const idsShown = (page: Page) =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let shown = "";
    // Scripts have what the server sent, drawn or not.
    while (texts.nextNode())
      if (!texts.currentNode.parentElement?.closest("script")) shown += ` ${texts.currentNode.nodeValue}`;
    return shown.match(/\b[a-z]*n\d+\b/g) ?? [];
  });

/** Until the page hears of what is unfolded: else all that is folded stays as it is drawn without scripts. */
async function isAlive(page: Page): Promise<void> {
  if (page.url().startsWith("file:")) return;
  await page.waitForFunction(() =>
    [...document.querySelectorAll("details")].every((fold) =>
      Object.keys(fold).some((key) => key.startsWith("__reactProps")),
    ),
  );
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
}

function unfold(): void {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
}

function goOn(): void {
  const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  scrollTo({ top: isAtEnd ? 0 : scrollY + innerHeight * 0.8, behavior: "instant" });
}

/** Reads a page from its beginning to its end, with all that is folded, until each of these words was shown. */
export async function readThrough(page: Page, watched: Watched, ids: readonly string[]): Promise<void> {
  const missing = new Set(ids);
  await isAlive(page);
  await expect
    .poll(
      async () => {
        await page.evaluate(unfold);
        const before = missing.size;
        for (const id of await idsShown(page)) missing.delete(id);
        await expectInert(page, watched);
        // What was unfolded just now is drawn in a moment: only a look at nothing new goes on.
        if (missing.size === before) await page.evaluate(goOn);
        return [...missing].slice(0, 5);
      },
      { intervals: [60], timeout: 30_000, message: `not shown on ${page.url()}` },
    )
    .toEqual([]);
}

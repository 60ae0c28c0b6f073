// Opens a thread in Chromium and measures when each piece of its text stands in the page.
import { chromium } from "@playwright/test";
import { systemChromium } from "../../scripts/browser.mjs";
import { giveCookie } from "../../testing/signed-in.ts";

/** @returns the delays in milliseconds, once `close` is called */
export async function watchPage(address) {
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
  });
  const page = await browser.newPage();
  await giveCookie(page.context(), address);
  await page.goto(address);
  await page.evaluate(() => {
    const delays = [];
    let last = 0;
    const look = () => {
      const at = performance.timeOrigin + performance.now();
      const text = document.querySelector("main")?.textContent ?? "";
      for (const [, stamp] of text.slice(-4_000).matchAll(/@(\d+\.\d)/g)) {
        const time = Number(stamp);
        if (time <= last) continue;
        last = time;
        delays.push(at - time);
      }
    };
    // What stood there before is not to be counted.
    look();
    delays.length = 0;
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    window.benchDelays = delays;
  });
  return {
    async close() {
      const seen = await page.evaluate(() => ({
        delays: window.benchDelays,
        text: document.querySelector("main")?.textContent ?? "",
      }));
      await browser.close();
      return seen;
    },
  };
}

// Takes the screenshots of the README and docs from the demo: node scripts/screenshots.mjs (after npm run build).
// run it with the Node that runs TypeScript, as `npm run` does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "@playwright/test";
import { systemChromium } from "./browser.mjs";
import { projectFile } from "./project.mjs";

const QUESTIONS = [
  ["inventory", "How do I export the stock as CSV, and which columns does it have?"],
  ["storefront", "Which columns of the stock do you read, and what do you do when one is missing?"],
];

const demo = spawn(process.execPath, [projectFile("scripts/demo.mjs"), "--port", "0"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const ended = once(demo, "exit");
try {
  await takeAll(await linkOf(demo));
} finally {
  demo.kill("SIGTERM");
  await ended;
}

async function linkOf(child) {
  for await (const text of child.stdout.setEncoding("utf8")) {
    const link = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (link) return link;
  }
  throw new Error("The demo ended before it printed its link.");
}

async function takeAll(link) {
  const args = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"];
  const browser = await chromium.launch({ executablePath: systemChromium(), args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  const shot = (name, on = page) => on.screenshot({ path: projectFile(`docs/images/${name}.png`) });
  const thread = await ask(page, link, ...QUESTIONS[0]);
  await page.getByText("Complete", { exact: true }).first().waitFor({ timeout: 60_000 });
  await ask(page, link, ...QUESTIONS[1]);
  await page
    .getByText(/A scripted demo answer/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.goto(link);
  await page.getByRole("heading", { name: "Being answered now" }).waitFor();
  await shot("home");
  await page.goto(thread);
  await page.getByText("What to do with it").waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await shot("thread");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`${link}/search?q=columns`);
  await page.locator("mark").first().waitFor();
  await shot("search-dark");
  const phone = await browser.newPage({
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
    deviceScaleFactor: 2,
  });
  await phone.goto(thread);
  await phone.getByText("What to do with it").waitFor();
  await phone.evaluate(() => scrollTo(0, 0));
  await shot("thread-phone-dark", phone);
  await browser.close();
}

/** Asks, and gives the address of the thread. */
async function ask(page, link, module, question) {
  await page.goto(link);
  await page.getByLabel("Module directory").click();
  await page.getByRole("option", { name: new RegExp(module) }).click();
  await page.getByLabel("Question").fill(question);
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/threads\//);
  return page.url().split("#")[0];
}

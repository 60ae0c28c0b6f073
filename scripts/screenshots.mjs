// Takes the screenshots of the README and docs: node scripts/screenshots.mjs (after npm run build), with the Node that
// runs TypeScript, as `npm run` does. They show the sample of the browser tests; no account, nothing leaves the machine.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import Database from "better-sqlite3";
import { fillSample } from "../e2e/sample-content.ts";
import { startDashboard } from "../testing/dashboard.ts";
import { startMessagesApi } from "../testing/messages-api/server.ts";
import { realClaude } from "../testing/real-claude.ts";
import { giveCookie } from "../testing/signed-in.ts";
import { systemChromium } from "./browser.mjs";
import { projectFile } from "./project.mjs";

const DESK = { width: 1440, height: 900 };
const WEBP_QUALITY = 0.9;

/** Each picture: where it is taken, in which theme, and what is done there before. */
const PICTURES = [
  { name: "now", address: () => "/", wait: "Waiting in line" },
  {
    name: "thread",
    address: ({ blocks }) => `/threads/${blocks.threadId}`,
    wait: "The plan, with",
    prepare: unfoldEdit,
  },
  { name: "search-dark", theme: "dark", address: () => "/search?q=rounded", wait: "messages match" },
  { name: "insights", address: () => "/insights?range=90", wait: "By module" },
  {
    ...{ name: "compare-dark", theme: "dark", wait: "only in the first answer" },
    address: ({ rules }) => `/compare?a=${rules.first}&b=${rules.second}&view=text`,
  },
  { name: "palette", address: () => "/threads", wait: "threads", prepare: openPalette },
  {
    name: "now-phone-dark",
    theme: "dark",
    phone: true,
    address: () => "/",
    wait: "Waiting in line",
    prepare: scrollToCards,
  },
];

const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-pictures-"));
const api = await startMessagesApi();
try {
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  const file = path.join(dir, "switchboard.db");
  const dashboard = await startDashboard({ dir, env: claude.env, args: ["--db", file, "--claude", claude.path] });
  try {
    const db = new Database(file);
    const sample = fillSample(db, dir, claude.env.CLAUDE_CONFIG_DIR);
    db.close();
    await takeAll(dashboard.url, sample);
  } finally {
    await dashboard.stop();
  }
} finally {
  await api.close();
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

async function takeAll(url, sample) {
  const args = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"];
  const browser = await chromium.launch({ executablePath: systemChromium(), args });
  const encoder = await browser.newPage();
  for (const { name, theme = "light", phone = false, address, wait, prepare } of PICTURES) {
    const context = await browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : DESK,
      deviceScaleFactor: phone ? 2 : 1.5,
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await giveCookie(context, url);
    await page.goto(url + address(sample));
    await page.getByText(wait).first().waitFor();
    await page.getByRole("region", { name: /What happened elsewhere/ }).waitFor({ state: "attached" });
    await prepare?.(page);
    const webp = await toWebp(encoder, await page.screenshot());
    fs.writeFileSync(projectFile(`docs/images/${name}.webp`), webp);
    await context.close();
  }
  await browser.close();
}

/** The browser encodes: nothing else has to be installed. */
async function toWebp(page, png) {
  const data = await page.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", quality).split(",")[1];
    },
    [`data:image/png;base64,${png.toString("base64")}`, WEBP_QUALITY],
  );
  return Buffer.from(data, "base64");
}

async function unfoldEdit(page) {
  await page.locator("summary").filter({ hasText: "src/retry.ts" }).nth(1).click();
  await page.locator(".code-word-added").first().waitFor();
  await page.evaluate(() => scrollTo(0, 390));
}

async function openPalette(page) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("par");
  await page
    .getByRole("option", { name: /Where parcels wait/ })
    .first()
    .waitFor();
}

async function scrollToCards(page) {
  await page.getByText("Being answered now").evaluate((heading) => heading.scrollIntoView());
}

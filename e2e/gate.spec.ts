import { readFileSync } from "node:fs";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Response } from "@playwright/test";
import type Database from "better-sqlite3";
import { TokenFile } from "../lib/access/token-file.ts";
import { systemChromium } from "../scripts/browser.mjs";
import { projectFile } from "../scripts/project.mjs";
import { startDashboard } from "../testing/dashboard.ts";
import { cookieHeader, giveCookie } from "../testing/signed-in.ts";
import { expect } from "./fixtures.ts";
import { withOwnDashboard } from "./own-dashboard.ts";

const CANARY = "canary-7f3a";

const test = withOwnDashboard("gate", (db) => {
  db.prepare("INSERT INTO threads (thread_id, title, modules, created_at) VALUES ('t', ?, '[\"m\"]', 1)").run(CANARY);
  db.prepare(
    "INSERT INTO messages (message_id, thread_id, module, content, type, timestamp, status) VALUES ('q', 't', 'm', ?, 'question', 1, 'complete')",
  ).run(CANARY);
});

/** Whoever adds one says here that it stands behind the gate, and sees this test try it. */
const ROUTES = [
  "/api/command",
  "/api/directories",
  "/api/export",
  "/api/files",
  "/api/home",
  "/api/import/file",
  "/api/import/file/[jobId]",
  "/api/imports",
  "/api/messages/[messageId]/blocks/[position]",
  "/api/messages/[messageId]/content",
  "/api/modules/found",
  "/api/thread-counts",
  "/api/threads",
  "/api/threads/[threadId]",
  "/api/threads/[threadId]/counts",
  "/api/threads/[threadId]/export",
  "/api/threads/[threadId]/hits",
  "/api/threads/[threadId]/outline",
  "/api/threads/[threadId]/window",
  "/api/trust",
  "/",
  "/_global-error",
  "/_not-found",
  "/compare",
  "/fan-outs/(list)",
  "/fan-outs/[fanOutId]",
  "/graph",
  "/icon.svg",
  "/import",
  "/import/file",
  "/insights",
  "/modules",
  "/modules/[name]",
  "/search",
  "/settings",
  "/settings/log",
  "/threads/(list)",
  "/threads/[threadId]",
  "/threads/[threadId]/events/[messageId]",
];
const ACTIONS = [
  ...["addModulesAction", "archiveThreadsAction", "askAgainAction", "askForSummaryAction", "askManyAction"],
  ...["askModuleAction", "cancelFileAction", "cancelImportAction", "changeModuleAction", "declineImportAction"],
  ...["deleteSearchAction", "deleteTemplateAction", "deleteThreadsAction", "editQueryAction", "importFileAction"],
  ...["lookAtDirectoryAction", "mendAction", "passOnAnswerAction", "pinThreadsAction", "previewFileAction"],
  ...["removeModuleAction", "renameModuleAction", "renameTemplateAction", "renameThreadAction", "runDoctorAction"],
  ...["saveSearchAction", "saveTemplateAction", "setFollowingAction", "startImportAction", "stopQueryAction"],
  ...["tagThreadsAction", "takeOwnWordsAction", "trustDirectoryAction", "untagThreadsAction"],
  ...["withdrawTrustAction"],
];
/** Served beside Next.js. */
const OURS = ["/api/feed", "/api/v1/threads", "/api/v1/modules", "/api/v1/queries", "/api/v1/openapi.json", "/mcp"];

const manifest = (name: string) => JSON.parse(readFileSync(projectFile(`.next/server/${name}.json`), "utf8"));

const addressOf = (route: string) =>
  route
    .replace("/(list)", "")
    .replace("[threadId]", "t")
    .replace("[messageId]", "q")
    .replace("[position]", "0")
    .replace(/\[\w+\]/g, "m");

interface Forged {
  method?: string;
  headers: http.OutgoingHttpHeaders;
}

/** What others could send: without a cookie anything, with the cookie what a browser sends for another page. */
function forgedForms(url: string): Forged[] {
  const { port } = new URL(url);
  const { cookie = "" } = cookieHeader(url);
  const [name, value = ""] = cookie.split("=");
  const navigates = { accept: "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  const strangers: Forged[] = [
    ...[
      {},
      navigates,
      { ...navigates, "sec-fetch-site": "cross-site" },
      { origin: url, "sec-fetch-site": "same-origin" },
    ],
    ...[{ authorization: "Bearer x" }, { authorization: `Bearer ${value}` }, { "x-switchboard-gate": "x" }],
    ...[{ cookie: `${name}=${value.slice(1)}` }, { cookie: `switchboard-1=${value}` }],
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  ].map((headers) => ({ headers }));
  const withCookie = [
    ...["evil.test", `evil.test:${port}`, "127.0.0.1:1", `127.0.0.1.evil.test:${port}`].map((host) => ({ host })),
    ...["http://evil.test", "null", "http://127.0.0.1:1", `https://127.0.0.1:${port}`].map((origin) => ({ origin })),
    ...["cross-site", "same-site"].map((site) => ({ "sec-fetch-site": site, "sec-fetch-mode": "cors" })),
    ...["x-forwarded-host", "x-forwarded-for", "forwarded"].map((header) => ({ [header]: `127.0.0.1:${port}` })),
    { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  ].map((headers): Forged => ({ headers: { cookie, ...headers } }));
  const posts = [{ "content-type": "application/x-www-form-urlencoded" }, { "content-type": "text/plain" }].map(
    (headers): Forged => ({ method: "POST", headers: { cookie, ...headers } }),
  );
  return [...strangers, ...withCookie, ...posts];
}

async function sent(url: string, { method = "GET", headers }: Forged, agent: http.Agent, body = "") {
  const request = http.request(url, { method, headers, agent });
  request.end(body);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", async (response) => {
      const { statusCode: status = 0, headers: told } = response;
      // A stream that was opened never ends.
      if (told["content-type"]?.startsWith("text/event-stream")) resolve({ status, body: "" });
      else resolve({ status, body: await text(response) });
    });
  });
}

/** All that a request could change. */
const rowsOf = (db: Database.Database) =>
  ["threads", "messages", "modules", "runs", "settings", "templates", "saved_searches", "fan_outs", "imports"].map(
    (table) => JSON.stringify(db.prepare(`SELECT count(*), total(rowid) FROM ${table}`).get()),
  );

test("the build has no route and no action that this test doesn't know", () => {
  const routes = Object.keys(manifest("app-paths-manifest")).map((path) => path.replace(/\/(page|route)$/, "") || "/");
  expect(routes.toSorted()).toEqual(ROUTES.toSorted());
  const actions = manifest("server-reference-manifest");
  const names = Object.values(actions.node as Record<string, { exportedName: string }>).map(
    ({ exportedName }) => exportedName,
  );
  expect(names.toSorted()).toEqual(ACTIONS.toSorted());
  expect([Object.keys(actions.edge), Object.keys(manifest("pages-manifest"))]).toEqual([[], ["/500"]]);
});

test("no route and no action takes or gives anything in 27 forged forms of a request", async ({ dashboard, db }) => {
  const agent = new http.Agent({ keepAlive: false, maxSockets: 8 });
  const forms = forgedForms(dashboard.url);
  expect(forms.length).toBeGreaterThanOrEqual(24);
  const before = rowsOf(db);
  const accepted: string[] = [];
  const look = async (what: string, form: Forged, address: string, body = "") => {
    const answer = await sent(dashboard.url + address, form, agent, body);
    // A page that opens itself anew has nothing in it.
    const isPassing = answer.status === 200 && answer.body.includes('http-equiv="refresh"');
    if ((answer.status < 400 && !isPassing) || answer.body.includes(CANARY))
      accepted.push(`${what} ${JSON.stringify(form)}`);
  };
  for (const route of [...ROUTES.map(addressOf), ...OURS])
    await Promise.all(forms.map((form) => look(route, form, route)));
  const actions = Object.entries(
    manifest("server-reference-manifest").node as Record<string, { exportedName: string }>,
  );
  for (const [id, { exportedName }] of actions) {
    const posts = forms.map(({ headers }) => ({ method: "POST", headers: { ...headers, "next-action": id } }));
    await Promise.all(posts.map((form) => look(exportedName, form, "/", "[]")));
  }
  const socket = net.connect(Number(new URL(dashboard.url).port), "127.0.0.1");
  const { cookie } = cookieHeader(dashboard.url);
  socket.end(
    `GET ${dashboard.url}/api/home HTTP/1.1\r\nHost: ${new URL(dashboard.url).host}\r\nCookie: ${cookie}\r\n\r\n`,
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400/);
  expect(accepted).toEqual([]);
  expect(rowsOf(db)).toEqual(before);
  // The same ways are open to who may use them: otherwise the test above would prove nothing.
  const own = await sent(`${dashboard.url}/api/home`, { headers: { cookie } }, agent);
  expect([own.status, own.body.includes(CANARY)]).toEqual([200, true]);
});

/** A page that tries what a page can. */
const attack = (url: string, action: string) => `<!doctype html><title>attack</title><body><script>
const target = ${JSON.stringify(url)};
const post = (headers, mode) => fetch(target, { method: "POST", mode, credentials: "include", headers, body: "[]" }).catch(() => {});
const wait = (thing) => new Promise((done) => { thing.onload = thing.onerror = done; setTimeout(done, 3000); });
const add = (name, more) => { const one = Object.assign(document.createElement(name), more); document.body.append(one); return wait(one); };
const form = (enctype, target2) => { const one = Object.assign(document.createElement("form"), { method: "post", action: target, enctype, target: target2 }); const field = Object.assign(document.createElement("input"), { name: "$ACTION_ID_${action}", value: "" }); one.append(field); document.body.append(one); one.submit(); };
document.body.insertAdjacentHTML("beforeend", "<iframe name=taker></iframe>");
Promise.all([
  fetch(target + "/api/home", { credentials: "include" }).catch(() => {}),
  fetch(target + "/api/home", { mode: "no-cors", credentials: "include" }).catch(() => {}),
  post({ "next-action": "${action}" }, "cors"), post({}, "no-cors"), post({ "content-type": "text/plain" }, "no-cors"),
  add("img", { src: target + "/api/home" }), add("script", { src: target + "/api/home" }), add("link", { rel: "stylesheet", href: target + "/api/home" }),
  add("iframe", { src: target + "/" }), add("iframe", { sandbox: "allow-scripts allow-forms", src: target + "/threads/t" }),
  new Promise((done) => { const source = new EventSource(target + "/api/feed?after=0", { withCredentials: true }); source.onmessage = () => done(window.heard = true); source.onerror = done; }),
  new Promise((done) => { const socket = new WebSocket(target.replace("http", "ws") + "/_next/webpack-hmr"); socket.onopen = () => done(window.heard = true); socket.onerror = done; }),
  (async () => { for (const type of ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]) form(type, "taker"); })(),
]).then(() => { document.title = "done"; });
</script>`;

test("pages of other sites, of other ports, and of a name that was turned to this machine, get and do nothing in Chromium", async ({
  dashboard,
  db,
}) => {
  const [action = ""] = Object.entries(
    manifest("server-reference-manifest").node as Record<string, { exportedName: string }>,
  )
    .filter(([, { exportedName }]) => exportedName === "deleteThreadsAction")
    .map(([id]) => id);
  const evil = http.createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(attack(dashboard.url, action));
  });
  await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
  const evilPort = (evil.address() as AddressInfo).port;
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...sandbox, "--disable-gpu", "--host-resolver-rules=MAP *.test 127.0.0.1"];
  const browser = await chromium.launch({ executablePath: systemChromium(), args });
  try {
    const context = await browser.newContext();
    await giveCookie(context, dashboard.url);
    const before = rowsOf(db);
    const answers: Response[] = [];
    let asked = 0;
    context.on("response", (response) => {
      if (new URL(response.url()).port === new URL(dashboard.url).port) answers.push(response);
    });
    context.on("request", (request) => {
      if (new URL(request.url()).port === new URL(dashboard.url).port) asked += 1;
    });
    for (const origin of [
      `http://evil.test:${evilPort}`,
      `http://127.0.0.1:${evilPort}`,
      `http://localhost:${evilPort}`,
    ]) {
      const page = await context.newPage();
      await page.goto(origin);
      await expect(page).toHaveTitle("done");
      expect(await page.evaluate(() => Reflect.get(window, "heard"))).toBeUndefined();
      await page.close();
    }
    expect(asked).toBeGreaterThan(30);
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => answer.status() < 400).map((answer) => answer.url())).toEqual([]);
    const rebound = await context.newPage();
    const answer = await rebound.goto(`http://evil.test:${new URL(dashboard.url).port}/`);
    expect(answer?.status()).toBe(403);
    expect(await rebound.textContent("body")).not.toContain(CANARY);
    expect(rowsOf(db)).toEqual(before);
    // Who is signed in sees it, in the same browser.
    await rebound.goto(`${dashboard.url}/threads`);
    await expect(rebound.getByText(CANARY).first()).toBeVisible();
  } finally {
    await browser.close();
    evil.close();
  }
});

test("whoever is signed out everywhere hears nothing more, also of what was open, and is told", async ({
  browser,
  dir,
  claude,
}) => {
  const home = path.join(dir, "revoked");
  const dashboard = await startDashboard({ dir: home, env: claude.env, signsIn: false });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await context.request.get(dashboard.link);
    const heard = page.waitForResponse((response) => response.url().includes("/api/feed"));
    await page.goto(`${dashboard.url}/modules?words=x`);
    expect((await heard).status()).toBe(200);
    const { token } = new TokenFile(path.join(home, "switchboard")).renew();
    await expect(page.getByText("Signed out.")).toBeVisible({ timeout: 20_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await page.getByRole("link", { name: "sign in again" }).click();
    await page.getByLabel("Code of the link, or the token").fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(`${dashboard.url}/modules?words=x`);
    await expect(page.getByText("Signed out.")).toHaveCount(0);
  } finally {
    await context.close();
    await dashboard.stop();
  }
});

test("who isn't signed in is asked to, comes in by the link's code, and goes out again", async ({
  dashboard,
  browser,
  dir,
}) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${dashboard.url}/threads/t`);
    await expect(page.getByRole("heading", { name: "Sign in to Switchboard" })).toBeVisible();
    await page.getByLabel("Code of the link, or the token").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("opens nothing");
    const token = readFileSync(`${dir}/gate/switchboard/token`, "utf8").trim();
    await page.getByLabel("Code of the link, or the token").fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(`${dashboard.url}/threads/t`);
    await expect(page.getByText(CANARY).first()).toBeVisible();
    await page.goto(`${dashboard.url}/settings`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in to Switchboard" })).toBeVisible();
    await page.goto(`${dashboard.url}/threads/t`);
    await expect(page.getByRole("heading", { name: "Sign in to Switchboard" })).toBeVisible();
    expect(dashboard.output()).not.toContain(token);
  } finally {
    await context.close();
  }
});

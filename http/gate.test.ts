import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { TokenFile, tokenFileOf } from "../lib/access/token-file.ts";
import { scratch } from "../testing/scratch.ts";
import { Gate, type GateOptions } from "./gate.ts";

/** A gate before a server that has a secret, and whatever came through. */
async function behindGate(more: Partial<GateOptions> = {}) {
  const home = scratch();
  const access = new TokenFile(home);
  const passed: http.IncomingMessage[] = [];
  const gate = new Gate({ access, port: () => port, allowedHosts: [], proxied: false, ...more });
  const server = http.createServer((request, response) => {
    if (!gate.admit(request, response)) return;
    passed.push(request);
    response.end("the secret");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const send = async (target: string, headers: http.OutgoingHttpHeaders = {}, method = "GET", body = "") => {
    const request = http.request({ port, host: "127.0.0.1", path: target, method, headers, agent: false });
    request.end(body);
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  };
  const signedIn = async () => {
    const { headers } = await send(gate.loginPath());
    return { cookie: String(headers["set-cookie"]?.[0]?.split(";")[0]) };
  };
  return { home, access, gate, port, send, signedIn, passed, server };
}

const NAVIGATES = { accept: "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

test("a link signs a browser in once, and leaves no code in the address", async () => {
  const { gate, port, send } = await behindGate();
  const path = gate.loginPath();
  expect((await send(path, {}, "HEAD")).status).toBe(405);
  const first = await send(path, NAVIGATES);
  expect(first).toMatchObject({ status: 303, headers: { location: "/", "cache-control": "no-store" } });
  const given = String(first.headers["set-cookie"]);
  expect(given).toMatch(new RegExp(`^switchboard-${port}=[^;]+; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000$`));
  const [cookie = ""] = given.split(";");
  expect(await send("/", { cookie })).toMatchObject({ status: 200, body: "the secret" });
  const second = await send(path, NAVIGATES);
  expect(second.status).toBe(403);
  expect(second.headers["set-cookie"]).toBeUndefined();
  // Who is signed in already may open it again.
  expect(await send(path, { ...NAVIGATES, cookie })).toMatchObject({ status: 303, headers: { location: "/" } });
});

test("nobody gets a page, data or a file without having signed in, whatever the request looks like", async () => {
  const { send, passed, signedIn, port } = await behindGate();
  const { cookie } = await signedIn();
  const [name = "", value = ""] = cookie.split("=");
  const forged: http.OutgoingHttpHeaders[] = [
    {},
    NAVIGATES,
    { "sec-fetch-site": "same-origin", origin: `http://127.0.0.1:${port}` },
    { cookie: `${name}=` },
    { cookie: `${name}=${value}x` },
    { cookie: `${name}=${value.replace(/^\d+/, "99999999999")}` },
    { cookie: `switchboard-1=${value}` },
    { cookie: `other=${value}` },
    { authorization: "Bearer " },
    { authorization: "Bearer wrong" },
    { authorization: `Bearer ${value}` },
    { authorization: "Basic dG9rZW4=" },
    { "x-middleware-subrequest": "middleware:middleware:middleware" },
    { "x-switchboard-gate": "1" },
  ];
  for (const headers of forged)
    for (const target of ["/", "/api/home", "/api/feed", "/api/v1/threads", "/mcp", "/_next/static/x.js", "/icon.svg"])
      for (const method of ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"]) {
        const { status, body, headers: sent } = await send(target, headers, method);
        expect(status, `${method} ${target} ${JSON.stringify(headers)}`).toBe(401);
        expect(body).not.toContain("the secret");
        expect(sent["access-control-allow-origin"]).toBeUndefined();
      }
  expect(passed).toEqual([]);
});

test("a wrong token beside a cookie that is right opens nothing", async () => {
  const { send, signedIn } = await behindGate();
  expect((await send("/", { ...(await signedIn()), authorization: "Bearer wrong" })).status).toBe(401);
});

test("who is signed in gets through, and nothing that signs in goes on to the pages", async () => {
  const { access, send, signedIn, passed } = await behindGate();
  const signed = await signedIn();
  await send("/", { ...signed, "x-switchboard-gate": "forged", "x-middleware-subrequest": "x" });
  await send("/mcp", { authorization: `Bearer ${access.read().token}` }, "POST");
  expect(passed).toHaveLength(2);
  for (const { headers } of passed) {
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-middleware-subrequest");
    expect(headers["x-switchboard-gate"]).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("no page of another site or server makes a browser that is signed in do anything", async () => {
  const { send, signedIn, passed, port } = await behindGate();
  const signed = await signedIn();
  const own = `http://127.0.0.1:${port}`;
  const forged: [string, http.OutgoingHttpHeaders][] = [
    ...[
      "http://evil.test",
      "null",
      `http://127.0.0.1:${port + 1}`,
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}0`,
    ].map((origin): [string, http.OutgoingHttpHeaders] => ["POST", { origin }]),
    ["POST", {}],
    ["POST", { "sec-fetch-site": "none" }],
    ...["cross-site", "same-site"].flatMap((site): [string, http.OutgoingHttpHeaders][] => [
      ["GET", { "sec-fetch-site": site }],
      ["GET", { "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
      ["GET", { "sec-fetch-site": site, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" }],
      ["GET", { "sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }],
      ["POST", { "sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }],
      ["POST", { "sec-fetch-site": site, origin: own }],
    ]),
    ["GET", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "iframe" }],
    ["GET", { origin: "http://evil.test" }],
  ];
  for (const [method, headers] of forged) {
    const { status, body } = await send("/api/home", { ...signed, ...headers }, method);
    expect(status, `${method} ${JSON.stringify(headers)}`).toBe(403);
    expect(body).not.toContain("the secret");
  }
  expect(passed).toEqual([]);
  expect((await send("/", { ...signed, origin: own, "sec-fetch-site": "same-origin" }, "POST")).status).toBe(200);
  expect((await send("/", { ...signed, ...NAVIGATES, "sec-fetch-site": "cross-site" })).status).toBe(200);
});

test("a request that names another host, or comes through a proxy that isn't set up, isn't even asked who it is", async () => {
  const { send, signedIn, port, gate } = await behindGate();
  const signed = await signedIn();
  const hosts = ["evil.test", `evil.test:${port}`, "127.0.0.1", `127.0.0.1.evil.test:${port}`, `localhost.:${port}`];
  for (const host of hosts) expect((await send("/", { ...signed, host })).status).toBe(403);
  for (const host of [`LOCALHOST:${port}`, `127.1:${port}`])
    expect((await send("/", { ...signed, host })).status).toBe(403);
  for (const name of ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"])
    expect((await send("/", { ...signed, [name]: "localhost" })).status).toBe(400);
  const socket = net.connect(port, "127.0.0.1");
  const twice = `Host: 127.0.0.1:${port}\r\nHost: evil.test`;
  socket.end(`GET ${gate.loginPath()} HTTP/1.1\r\n${twice}\r\nConnection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[03]/);
  expect((await send("http://evil.test/", signed)).status).toBe(400);
});

test("names and a proxy that were set up are known, and https is told to the cookie", async () => {
  const { send, gate, signedIn, port, passed } = await behindGate({ allowedHosts: ["desk.lan"], proxied: true });
  const signed = await signedIn();
  for (const host of ["desk.lan", "DESK.lan", `desk.lan:${port}`])
    expect((await send("/", { ...signed, host, "x-forwarded-for": "10.0.0.2" })).status).toBe(200);
  expect((await send("/", { ...signed, host: "evil.desk.lan" })).status).toBe(403);
  expect(passed.every(({ headers }) => headers["x-forwarded-for"] === undefined)).toBe(true);
  const { headers } = await send(gate.loginPath(), { host: "desk.lan", "x-forwarded-proto": "https" });
  expect(String(headers["set-cookie"])).toContain("; Secure");
  const plain = await behindGate();
  expect(String((await plain.send(plain.gate.loginPath())).headers["set-cookie"])).not.toContain("Secure");
});

test("after twelve wrong codes an address has to wait, with a right one too", async () => {
  const { send, gate, port } = await behindGate();
  const form = { "content-type": "application/x-www-form-urlencoded", origin: `http://127.0.0.1:${port}` };
  for (let wrong = 0; wrong < 12; wrong += 1)
    expect((await send("/login", form, "POST", "code=guess")).status).toBe(403);
  expect((await send(gate.loginPath(), NAVIGATES)).status).toBe(429);
});

test("the form takes the token or a code, goes on to where one wanted to go, and never elsewhere", async () => {
  const { send, access, port, gate } = await behindGate();
  const form = { "content-type": "application/x-www-form-urlencoded", origin: `http://127.0.0.1:${port}` };
  const { token } = access.read();
  const next = async (to: string) =>
    (await send(`/login?next=${encodeURIComponent(to)}`, form, "POST", `code=${token}`)).headers.location;
  expect(await next("/threads/1?at=2")).toBe("/threads/1?at=2");
  for (const to of [
    "//evil.test",
    "/\\evil.test",
    "https://evil.test",
    "/%09/evil.test",
    "/\t/evil.test",
    "/login",
    "x",
    "/.//evil.test",
  ])
    expect((await next(to))?.startsWith("/") && !(await next(to))?.startsWith("//"), to).toBe(true);
  const code = new URLSearchParams(gate.loginPath().split("?")[1]).get("code");
  expect((await send("/login", form, "POST", `code=${code}`)).status).toBe(303);
  expect((await send("/login", { ...form, origin: "http://evil.test" }, "POST", `code=${token}`)).status).toBe(403);
  expect((await send("/login", form, "POST", `code=${"x".repeat(9_000)}`)).status).toBe(413);
  const page = await send("/threads/1%22%3E%3Cscript%3E", NAVIGATES);
  expect(page.status).toBe(401);
  expect(page.body).toContain("Sign in to Switchboard");
  expect(page.body).not.toContain("<script");
});

test("a link of another site opens the address once more, as a page of this server", async () => {
  const { send } = await behindGate();
  const passing = await send("/threads/1", { ...NAVIGATES, "sec-fetch-site": "cross-site" });
  expect(passing).toMatchObject({ status: 200, body: expect.stringContaining('http-equiv="refresh"') });
  const again = await send("/threads/1", { ...NAVIGATES, "sec-fetch-site": "same-origin" });
  expect(again.status).toBe(401);
});

test("a form that is broken off, and a token that can't be read, close the gate but end nothing", async () => {
  const { send, access, home, port, server } = await behindGate();
  const { token } = access.read();
  const socket = net.connect(port, "127.0.0.1");
  const head = `POST /login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nContent-Length: 99\r\n\r\ncode=`;
  socket.write(head);
  await once(server, "request");
  socket.resetAndDestroy();
  await once(socket, "close");
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  fs.writeFileSync(tokenFileOf(home), "damaged");
  expect((await send("/", { authorization: `Bearer ${token}` })).status).toBe(503);
  expect(printed).toHaveBeenCalled();
  vi.restoreAllMocks();
  fs.writeFileSync(tokenFileOf(home), `${token}\n`);
  expect((await send("/", { authorization: `Bearer ${token}` })).status).toBe(200);
});

test("signing out takes the cookie away, and only a page of ours does it", async () => {
  const { send, signedIn, port } = await behindGate();
  const signed = await signedIn();
  expect((await send("/logout", { ...signed, ...NAVIGATES })).status).toBe(400);
  const out = await send("/logout", { ...signed, origin: `http://127.0.0.1:${port}` }, "POST");
  expect(out).toMatchObject({ status: 303, headers: { location: "/login" } });
  expect(String(out.headers["set-cookie"])).toMatch(/=; .*Max-Age=0/);
});

test("a new token signs everybody out, links for others are only given to who has it, and a cookie ends by itself", async () => {
  let now = 1_800_000_000;
  const { send, signedIn, access } = await behindGate({ now: () => now });
  const signed = await signedIn();
  const bearer = () => ({ authorization: `Bearer ${access.read().token}` });
  const old = bearer();
  expect((await send("/login/link", signed, "POST")).status).toBe(401);
  const link = await send("/login/link", old, "POST");
  expect(link.status).toBe(201);
  now += 20 * 86_400;
  const renewed = await send("/", signed);
  expect([renewed.status, renewed.headers["set-cookie"]?.length]).toEqual([200, 1]);
  now += 10 * 86_400;
  expect((await send("/", signed)).status).toBe(401);
  const later = { cookie: String(renewed.headers["set-cookie"]?.[0]?.split(";")[0]) };
  expect((await send("/", later)).status).toBe(200);
  access.renew();
  for (const headers of [later, old]) expect((await send("/", headers)).status).toBe(401);
  expect((await send("/", bearer())).status).toBe(200);
});

test("the token's file is for its owner alone, whatever the umask, and a damaged one opens nothing", () => {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const home = scratch();
  const { token } = new TokenFile(home).read();
  const file = tokenFileOf(home);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.readFileSync(file, "utf8")).toBe(`${token}\n`);
  expect(new TokenFile(home).read().token).toBe(token);
  fs.chmodSync(file, 0o644);
  expect(new TokenFile(home).read().token).toBe(token);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  fs.writeFileSync(file, "");
  expect(() => new TokenFile(home).read()).toThrow(expect.objectContaining({ code: "file-damaged" }));
  expect(fs.readdirSync(home)).toEqual(["token"]);
});

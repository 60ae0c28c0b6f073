import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { identify, isAlive, type ProcessIdentity, parseIdentity, selfIdentity, signal } from "./process-identity.ts";

async function startChild(program: string): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  if (child.pid === undefined) throw new Error("The child was started.");
  return Object.assign(child, { pid: child.pid });
}

const WAITING = "console.log('ready'); setInterval(() => {}, 1000)";

function known(pid: number): ProcessIdentity {
  const identity = identify(pid);
  if (!identity) throw new Error(`Process ${pid} runs.`);
  return identity;
}

const endOf = (child: ChildProcess) =>
  new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, by) => resolve(by)));

test("this process is alive, and the same whenever it is asked", () => {
  expect(isAlive(selfIdentity())).toBe(true);
  expect(selfIdentity()).toEqual(identify(process.pid));
});

test("a process that ended is not alive, and is not signalled", async () => {
  const child = await startChild(WAITING);
  const identity = known(child.pid);
  expect(isAlive(identity)).toBe(true);
  const ended = endOf(child);
  expect(signal(identity, "SIGTERM")).toBe(true);
  expect(await ended).toBe("SIGTERM");
  expect(isAlive(identity)).toBe(false);
  expect(identify(child.pid)).toBeNull();
  expect(signal(identity, "SIGKILL")).toBe(false);
});

test.each<[string, Partial<ProcessIdentity>]>([
  ["start time", { startTime: "1" }],
  ["boot", { bootId: "another" }],
])("a process of another %s has only the same number, and is not signalled", async (_what, other) => {
  const child = await startChild(WAITING);
  const kill = vi.spyOn(process, "kill");
  onTestFinished(() => kill.mockRestore());
  const recycled = { ...known(child.pid), ...other };
  expect(isAlive(recycled)).toBe(false);
  expect(signal(recycled, "SIGKILL")).toBe(false);
  expect(signal(recycled, "SIGKILL", true)).toBe(false);
  expect(kill).not.toHaveBeenCalled();
  expect(isAlive(known(child.pid))).toBe(true);
});

test.runIf(process.platform === "linux")("a signal to the group reaches what the process started", async () => {
  const child = await startChild(
    `const other = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
     console.log(other.pid); setInterval(() => {}, 1000);`,
  );
  const grandchild = await vi.waitFor(() => {
    const found = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === child.pid);
    return known(Number(found[0]));
  });
  const ended = endOf(child);
  expect(signal(known(child.pid), "SIGKILL", true)).toBe(true);
  await ended;
  await expect.poll(() => isAlive(grandchild)).toBe(false);
});

function parentOf(pid: string): number | null {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return null;
  }
}

test.runIf(process.platform === "linux")("a zombie counts as gone", async () => {
  // A shell that becomes `sleep` never asks how its child ended: the child, which waits for that, stays as a zombie.
  const untilSleep = "until grep -q sleep /proc/$PPID/comm; do :; done";
  const child = spawn("sh", ["-c", `sh -c '${untilSleep}' & echo $!; exec sleep 60`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const zombie = Number(await new Promise((resolve) => child.stdout?.once("data", resolve)));
  await expect.poll(() => fs.readFileSync(`/proc/${zombie}/stat`, "utf8")).toContain(") Z ");
  expect(identify(zombie)).toBeNull();
});

test.runIf(process.platform === "linux")("a process may be called anything", async () => {
  const child = await startChild(`process.title = ") Z 1 (x) "; ${WAITING}`);
  expect(isAlive(known(child.pid))).toBe(true);
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 31, 99_999_999])("there is no process %d", (pid) => {
  expect(identify(pid)).toBeNull();
  expect(signal({ pid, startTime: "1", bootId: "1" }, "SIGKILL", true)).toBe(false);
});

test("a stored identity is read back, and nothing else is taken for one", () => {
  const self = selfIdentity();
  expect(parseIdentity(JSON.stringify(self))).toEqual(self);
  expect(parseIdentity(JSON.stringify({ ...self, more: 1 }))).toEqual(self);
  for (const json of [null, "", "null", "5", "[]", "{", '{"pid":1}', '{"pid":"1","startTime":"1","bootId":"1"}']) {
    expect(parseIdentity(json), String(json)).toBeNull();
  }
});

test("a process that another user owns by now is left, and what else is to be ended is ended", async () => {
  const child = await startChild(WAITING);
  const kill = vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
  });
  onTestFinished(() => kill.mockRestore());
  expect(signal(known(child.pid), "SIGKILL")).toBe(false);
  kill.mockRestore();
});

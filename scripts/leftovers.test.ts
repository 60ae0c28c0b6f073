import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { scratch } from "../testing/scratch.ts";
import { endLeftovers, processesOf } from "./leftovers.mjs";

const IGNORES_TERM = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')";

test.runIf(existsSync("/proc"))("ends what was started with a home in the directory, and nothing else", async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const start = async (dir: string) => {
    const child = spawn(process.execPath, ["-e", IGNORES_TERM], {
      env: { NODE_ENV: "test", HOME: `${dir}/home` },
      detached: true,
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    return child;
  };
  const [child, other] = [await start(ours), await start(theirs)];
  expect(processesOf(ours)).toEqual([child.pid]);
  const ended = once(child, "exit");
  await endLeftovers(ours, { graceMs: 100 });
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(processesOf(theirs)).toEqual([other.pid]);
});

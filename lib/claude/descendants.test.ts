import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { descendantsOf, RUN_MARK } from "./descendants.ts";
import { identify } from "./process-identity.ts";

const SLEEP = "exec sleep 60";

test.skipIf(process.platform !== "linux")(
  "what another run has started is none of this run's, although its process stands below",
  async () => {
    // As a module that was asked by a tool of this run: a process with a mark of its own, and what that has started.
    const script = `${RUN_MARK}=other sh -c 'sleep 60 & ${SLEEP}' & sleep 60 & ${SLEEP}`;
    const child = spawn("sh", ["-c", script], {
      env: { ...inheritedEnv(), NODE_ENV: "test", [RUN_MARK]: "mine" },
      detached: true,
    });
    onTestFinished(() => void process.kill(-Number(child.pid), "SIGKILL"));
    const [mine, other] = [identify(Number(child.pid)), () => descendantsOf(null, "other")];
    await expect.poll(other).toHaveLength(2);
    await expect.poll(() => descendantsOf(mine, "mine")).toHaveLength(1);
    const others = (await other()).map(({ pid }) => pid);
    expect((await descendantsOf(mine, "mine")).some(({ pid }) => others.includes(pid))).toBe(false);
  },
);

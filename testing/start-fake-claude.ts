import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { FakeClaude } from "./fake-claude.ts";

/** What a user asks, as a line on stdin. */
export const QUESTION = '{"type":"user","message":{"role":"user","content":"hi"}}\n';
export const INTERRUPT = '{"type":"control_request","request_id":"r1","request":{"subtype":"interrupt"}}\n';

/** A fake claude that was started. */
export interface Running {
  child: ChildProcess;
  /** The lines printed so far. */
  lines: () => { type: string; [key: string]: unknown }[];
  text: () => string;
  ended: Promise<[code: number | null, signal: string | null]>;
}

/**
 * Starts it; it is killed when the test ends.
 * @param options.stdout a file that takes its stdout, as a spool does
 */
export function start(
  claude: FakeClaude,
  argv = ["-p", "--session-id", "s-1"],
  { stdout, env = {} }: { stdout?: string; env?: Record<string, string> } = {},
): Running {
  const descriptor = stdout === undefined ? null : openSync(stdout, "a");
  const child = spawn(claude.path, argv, {
    stdio: ["pipe", descriptor ?? "pipe", "pipe"],
    env: { NODE_ENV: "test", PATH: "/usr/bin:/bin", ...env },
    cwd: path.dirname(claude.path),
  });
  if (descriptor !== null) closeSync(descriptor);
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const lines = () =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  return { child, lines, text: () => text, ended: once(child, "close") as Running["ended"] };
}

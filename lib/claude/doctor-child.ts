import { execFile } from "node:child_process";

/** What a process said, or why it said nothing. */
export type Said = { state: "said"; stdout: string; code: number } | { state: "silent"; why: string };

export interface Question {
  file: string;
  args: string[];
  env: Readonly<Record<string, string | undefined>>;
  limitMs: number;
  cwd?: string;
}

/**
 * Runs a program that answers by itself, for a bounded time: beyond that it is killed. It gets no input.
 * Never rejects.
 */
export function runForAnswer({ file, args, env, limitMs, cwd }: Question): Promise<Said> {
  return new Promise((resolve) => {
    const options = {
      ...{ timeout: limitMs, killSignal: "SIGKILL" as const, maxBuffer: 1024 * 1024, env: env as NodeJS.ProcessEnv },
      ...(cwd !== undefined && { cwd }),
    };
    const child = execFile(file, args, options, (error, stdout) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve({ state: "said", stdout, code });
      else if (error?.killed) resolve({ state: "silent", why: `it took longer than ${limitMs / 1000} s` });
      else resolve({ state: "silent", why: error?.message.split("\n")[0] ?? "it ended without a word" });
    });
    child.stdin?.on("error", () => {}); // it ended before it was told that there is no input
    child.stdin?.end();
  });
}

// Running other programs: attached to the terminal, or captured.
import { spawn } from "node:child_process";
import os from "node:os";
import { ROOT, Trouble } from "./project.mjs";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The exit code a shell would report for a process that ended by this code or signal. */
const shellCode = (code, signal) => code ?? 128 + (os.constants.signals[signal] ?? 0);

/**
 * Runs a program with this process's own stdin, stdout and stderr, and passes termination signals on to it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code (128 + signal number when a signal ended it)
 */
export function runAttached(command, args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    const forward = (signal) => {
      // A terminal's Ctrl-C already reached the child: a second SIGINT would look like "stop at once".
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const done = (settle) => {
      for (const signal of FORWARDED) process.off(signal, forward);
      settle();
    };
    child.once("error", (error) => done(() => reject(notStarted(command, error))));
    child.once("exit", (code, signal) => done(() => resolve(shellCode(code, signal))));
  });
}

/**
 * Runs a program without showing what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string }>} its exit code, and stdout and stderr in the order they came
 */
export function runCaptured(command, args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (error) => reject(notStarted(command, error)));
    child.once("close", (code, signal) => resolve({ code: shellCode(code, signal), output: output.trim() }));
  });
}

function notStarted(command, error) {
  if (error.code === "ENOENT")
    return new Trouble(`${command} was not found.`, `Install ${command}, or put it on PATH.`);
  return new Trouble(`${command} could not be started: ${error.message}`);
}

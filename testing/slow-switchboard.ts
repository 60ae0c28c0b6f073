// The command line from its sources, slow as on a machine that is busy: what it says of resources, after its tools, comes late.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const START_MS = 3_000;
const LATE_MS = 800;

setTimeout(start, START_MS);

function start(): void {
  const program = path.join(import.meta.dirname, "switchboard.ts");
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: ["pipe", "pipe", "inherit"] });
  process.stdin.pipe(child.stdin);
  relay(child);
  child.on("exit", (code) => process.exit(code ?? 1));
  process.on("SIGINT", () => child.kill("SIGINT"));
}

function relay({ stdout }: ChildProcess): void {
  if (stdout === null) return;
  createInterface({ input: stdout }).on("line", (line) => {
    const say = () => process.stdout.write(`${line}\n`);
    if (line.includes('"resources":[')) setTimeout(say, LATE_MS);
    else say();
  });
}

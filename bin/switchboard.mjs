#!/usr/bin/env node
// The entry of Switchboard. Checks the version of Node before anything else is loaded: better-sqlite3 ends an older
// Node with a segmentation fault instead of an error.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) await runWithOwnNode();

/** In a clone, the Node that npm start has brought along runs this file instead. Never returns. */
async function runWithOwnNode() {
  const folder = `../.runtime/node_modules/node-${process.platform}-${process.arch}/bin/node`;
  const node = fileURLToPath(new URL(folder, import.meta.url));
  if (!fs.existsSync(node)) {
    console.error(
      `Switchboard needs Node 22.18 or later; this is ${process.versions.node}. ` +
        "From a clone, npm start brings its own; elsewhere install a newer Node.",
    );
    process.exit(1);
  }
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // A terminal's Ctrl-C reaches it by itself; it decides what becomes of that.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, "exit");
  process.exit(code ?? 128 + os.constants.signals[signal]);
}

const entry = new URL("../dist/cli/main.js", import.meta.url);
if (!fs.existsSync(entry)) {
  console.error("Switchboard is not built yet. From a clone, run: npm start");
  process.exit(1);
}
// React and Next.js read it when they are loaded.
process.env.NODE_ENV ??= process.argv.includes("--dev") ? "development" : "production";
const { main } = await import(entry.href);
await main(process.argv.slice(2));

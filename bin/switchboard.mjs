#!/usr/bin/env node
// The entry of Switchboard. Checks the version of Node before anything else is loaded: better-sqlite3 ends an older
// Node with a segmentation fault instead of an error.
import fs from "node:fs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Switchboard needs Node 22.18 or later; this is ${process.versions.node}. ` +
      "From a clone, npm start brings its own; elsewhere install a newer Node.",
  );
  process.exit(1);
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

// Cleans up after a torture run, also when that was killed: waits for the end of its stdin, which then comes as well.
// Argument: the run's directory. The word "keep" on stdin leaves it there.
import fs from "node:fs";
import { text } from "node:stream/consumers";
import { endLeftovers } from "../../scripts/leftovers.mjs";

const [directory = ""] = process.argv.slice(2);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {}); // its own end comes by stdin alone
const words = await text(process.stdin);
await endLeftovers(directory);
if (!words.includes("keep")) fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5 });

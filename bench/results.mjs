import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const FILE = path.join(import.meta.dirname, "RESULTS.md");
const HEAD =
  "# Measured figures\n\nWritten by `npm run bench -- NAME`. Read ratios within one table, not absolute times across machines.\n";

/** Puts a bench's figures into RESULTS.md in place of its earlier ones, with the date and the machine. */
export function writeResults(name, text) {
  const old = fs.existsSync(FILE) ? fs.readFileSync(FILE, "utf8") : HEAD;
  const section = `## ${name}\n\n${stamp()}\n\n${text.trim()}\n`;
  const others = old.split(/^(?=## )/m);
  const rest = others.filter((part) => !part.startsWith(`## ${name}\n`));
  fs.writeFileSync(FILE, `${[...rest, section].map((part) => part.trim()).join("\n\n")}\n`);
}

function stamp() {
  const cpus = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${cpus.length} cores (${cpus[0]?.model.trim()}), ${memory} GiB, ${os.type()} ${os.arch()}, Node ${process.versions.node}.`;
}

/** A Markdown table. */
export function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

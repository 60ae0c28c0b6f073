import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/project.mjs";

/** Packages with binaries differ from machine to machine. */
const OF_THIS_MACHINE = /(linux|darwin|win32|freebsd|android|wasm32)-?/;
const KINDS = { prose: /\.md$/, code: /\.(d\.ts|mjs|tsx?)$/ };
const LONGEST_FILE = 400_000;
const MOST = { prose: 6_000_000, code: 30_000_000 };

/**
 * Texts of the installed packages, the same on every machine with this lock file: paragraphs of documentation, and
 * pieces of declarations and sources. Real words come as often as words do.
 */
export function readTexts() {
  const files = filesUnder(path.join(ROOT, "node_modules")).sort((a, b) => (a.key < b.key ? -1 : 1));
  const texts = { prose: [], code: [], paths: [] };
  const read = { prose: 0, code: 0 };
  for (const { at, key } of files) {
    const kind = KINDS.prose.test(at) ? "prose" : "code";
    if (read[kind] > MOST[kind] || fs.statSync(at).size > LONGEST_FILE) continue;
    const text = fs.readFileSync(at, "utf8");
    read[kind] += text.length;
    texts.paths.push(key);
    if (kind === "prose")
      texts.prose.push(...text.split(/\n{2,}/).filter((part) => part.length > 40 && part.length < 4_000));
    else for (let from = 0; from < text.length; from += 1_500) texts.code.push(text.slice(from, from + 1_500));
  }
  return texts;
}

function filesUnder(root) {
  return fs.readdirSync(root, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const at = path.join(entry.parentPath, entry.name);
    const key = path.relative(root, at);
    const isText = KINDS.prose.test(key) || KINDS.code.test(key);
    return entry.isFile() && isText && !OF_THIS_MACHINE.test(key) ? [{ at, key }] : [];
  });
}

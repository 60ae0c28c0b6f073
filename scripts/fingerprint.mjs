// Whether sources changed since something was made of them, by content: a clone or checkout sets times as it likes.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const IS_TEST = /\.test\.tsx?$/;

/**
 * A hash over the names and contents of files and directories; missing ones count as empty, tests do not count.
 * @param {string} root
 * @param {string[]} names relative to root
 */
export function fingerprint(root, names) {
  const hash = createHash("sha256");
  for (const name of names) {
    for (const file of filesUnder(path.join(root, name))) {
      // Lengths keep ("a", "bc") and ("ab", "c") apart.
      const content = fs.readFileSync(file);
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/** Every file at or below a path, tests left out, in the same order on every machine. */
export function filesUnder(at) {
  const stat = fs.statSync(at, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return IS_TEST.test(at) ? [] : [at];
  return fs
    .readdirSync(at)
    .sort()
    .flatMap((name) => filesUnder(path.join(at, name)));
}

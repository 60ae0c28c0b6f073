import fs from "node:fs";
import path from "node:path";

/**
 * Where the CLI may see the name of a file: after white space and some other signs, so here after any. Wider than what it
 * attaches, which is up to its version.
 */
const MENTION = /@(?:"([^"\n]*)|(\S+))/g;
/** Looked at with the file system; a question with more names attaches nothing. */
const MOST = 200;

/**
 * Whether all files that a question names stand within a directory, links followed: the CLI attaches whatever it is told,
 * with no rule of its own in between. Names of what isn't there stand nowhere.
 * @param root the real path
 */
export function mentionsStayWithin(root: string, prompt: string): boolean {
  const named = [...prompt.matchAll(MENTION)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  if (named.length > MOST) return false;
  return named.every((name) => [...readings(name)].every((read) => staysWithin(root, read)));
}

/** What a name may be read as: signs at its end may belong to the sentence, and lines of a file may be named. */
function readings(name: string): Set<string> {
  const [file = ""] = name.split("#", 1);
  const plain = /^[^\p{P}\s]*(?:[./_~-][^\p{P}\s]*)*/u.exec(file)?.[0] ?? "";
  return new Set([name, file, file.replace(/\P{L}+$/u, ""), plain, plain.replace(/[.,]+$/, "")]);
}

function staysWithin(root: string, name: string): boolean {
  if (/^[/~]/.test(name) || name.includes("\0") || name.split(/[\\/]/).includes("..")) return false;
  try {
    const real = fs.realpathSync(path.join(root, name));
    if (real !== root && !real.startsWith(root === "/" ? root : `${root}/`)) return false;
    const stat = fs.statSync(real);
    return stat.isFile() || stat.isDirectory();
  } catch (error) {
    if (error instanceof Error && "code" in error) return true; // there is nothing that could be attached
    throw error;
  }
}

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { OwnProgram } from "../core/trust.ts";
import { readSmall } from "./read-small.ts";

/**
 * Keys of a repository's configuration whose value git runs, or takes more such keys from. The CLI asks git how things
 * stand at its start, and `git status` runs a file system monitor and the filters of changed files (measured with git
 * 2.39 and CLI 2.1.197; no option of the CLI keeps it from that).
 */
const RUNS =
  /^(core\.(fsmonitor|hookspath|sshcommand|gitproxy|editor|pager|askpass|alternaterefscommand)|filter\..+\.(clean|smudge|process)|diff\..*(command|textconv|external)|merge\..+\.driver|credential\.(.+\.)?helper|gpg\.(.+\.)?program|include\.path|includeif\..+\.path|alias\..+|sequence\.editor|interactive\.difffilter|uploadpack\.packobjectshook)$/;

/** What the git repository of a directory, or around it, makes git run by itself. */
export function gitPrograms(directory: string): OwnProgram[] {
  const folder = gitFolder(directory);
  if (folder === null) return [];
  return [...configured(path.join(folder, "config")), ...hooks(path.join(folder, "hooks"))];
}

/** The folder with configuration and hooks; of a worktree that is the repository's own. */
function gitFolder(directory: string): string | null {
  for (let at = directory; ; at = path.dirname(at)) {
    const entry = path.join(at, ".git");
    const stat = fs.statSync(entry, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return entry;
    if (stat) {
      const named = lineOf(entry)?.match(/^gitdir:\s*(.+)$/)?.[1];
      if (named === undefined) return null;
      const own = path.resolve(at, named);
      return path.resolve(own, lineOf(path.join(own, "commondir")) ?? ".");
    }
    if (at === path.dirname(at)) return null;
  }
}

function lineOf(file: string): string | null {
  const read = readSmall(file);
  return read.state === "text" ? (read.text.split("\n")[0]?.trim() ?? null) : null;
}

function configured(file: string): OwnProgram[] {
  const read = readSmall(file);
  if (read.state === "missing") return [];
  if (read.state === "odd") return [{ kind: "git", name: "config", runs: read.why, file }];
  let section = "";
  return read.text.split(/\r?\n/).flatMap((line): OwnProgram[] => {
    const head = /^\s*\[\s*([^\s"\]]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*(.*)$/.exec(line);
    if (head) section = [head[1], head[2]].filter((part) => part !== undefined).join(".");
    const pair = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*))?$/.exec(head ? (head[3] ?? "") : line);
    if (!pair) return [];
    const name = `${section}.${pair[1]}`;
    const value = pair[2]?.trim() ?? "true";
    // "true" is git's own monitor.
    const isSwitch = /fsmonitor$/i.test(name) && /^(true|false|yes|no|on|off|0|1)$/i.test(value);
    return RUNS.test(name.toLowerCase()) && !isSwitch ? [{ kind: "git", name, runs: value, file }] : [];
  });
}

function hooks(folder: string): OwnProgram[] {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => !name.endsWith(".sample"))
    .map((name) => ({
      kind: "git",
      name: `hook ${name}`,
      runs: hookWords(path.join(folder, name)),
      file: path.join(folder, name),
    }));
}

/** A hook's text is long; its fingerprint stands for it in the digest. */
function hookWords(file: string): string {
  const read = readSmall(file);
  return read.state === "text" ? `${read.text.length} characters, ${fingerprint(read.text)}` : "can't be read";
}

const fingerprint = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

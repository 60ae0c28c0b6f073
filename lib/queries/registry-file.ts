import fs from "node:fs";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from "yaml";
import type { z } from "zod";
import { SwitchboardError } from "../core/failure.ts";
import type { Module } from "../core/message.ts";
import { entryOf } from "../core/registry.ts";

/** Files that describe modules are short: longer ones are none, in bytes. */
const LONGEST_FILE = 1024 * 1024;

/**
 * Reads a YAML file.
 * @throws SwitchboardError file-missing, file-unreadable, file-too-large
 */
export function readYaml(file: string): string {
  let stat: fs.Stats;
  try {
    stat = fs.statSync(file);
    if (stat.isFile() && stat.size <= LONGEST_FILE) return fs.readFileSync(file, "utf8");
  } catch (cause) {
    const isMissing =
      cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR");
    throw new SwitchboardError(isMissing ? "file-missing" : "file-unreadable", `${file} can't be read.`, {
      hint: isMissing ? "Name a file that is there." : "Look at its rights.",
      cause,
    });
  }
  if (!stat.isFile())
    throw new SwitchboardError("file-unreadable", `${file} is no plain file.`, { hint: "Name a YAML file." });
  throw new SwitchboardError("file-too-large", `${file} has ${stat.size} bytes.`, {
    hint: `A file that describes modules has at most ${LONGEST_FILE} bytes.`,
  });
}

/**
 * Understands a YAML text by a schema. Nothing in it is run or fetched, and aliases are bounded.
 * @param file its name, for the words of an error
 * @throws SwitchboardError file-not-importable, which says the line
 */
export function parseYaml<Schema extends z.ZodType>(text: string, schema: Schema, file: string): z.infer<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) {
    const { line } = lines.linePos(fault.pos[0]);
    throw notUnderstood(file, line, fault.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "");
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw notUnderstood(file, 1, cause instanceof Error ? cause.message : String(cause));
  }
  const read = schema.safeParse(value ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = nodeAt(document.contents, issue?.path ?? []);
  const what = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  throw notUnderstood(file, at?.range ? lines.linePos(at.range[0]).line : 1, `${what}${issue?.message}`);
}

/** The node that a path leads to, or the last one on the way there. */
function nodeAt(root: Node | null, path: readonly PropertyKey[]): Node | null {
  let node = root;
  for (const key of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(key, true) : undefined;
    if (!(isMap(next) || isSeq(next) || isScalar(next))) return node;
    node = next;
  }
  return node;
}

function notUnderstood(file: string, line: number, why: string): SwitchboardError {
  return new SwitchboardError("file-not-importable", `${file}, line ${line}: ${why}`, {
    hint: "docs/modules.md says what may stand in it.",
  });
}

/** Modules as a registry file. */
export function printRegistry(modules: readonly Module[]): string {
  return stringify({ modules: modules.map(entryOf) }, { lineWidth: 100 });
}

import { readdirSync, readFileSync } from "node:fs";
import { applyFoldChanges, type FoldedBlock } from "../../lib/core/claude/apply-fold-changes.ts";
import { contentOf } from "../../lib/core/claude/content.ts";
import { closeFold, initialFold } from "../../lib/core/claude/fold.ts";
import type { FoldChange, FoldState, RunResult } from "../../lib/core/claude/fold-types.ts";
import { foldLines } from "../../lib/core/claude/fold-lines.ts";
import { LineSplitter, type SpoolLine } from "../../lib/core/claude/split-lines.ts";
import { restoreFold, storedFold } from "../../lib/core/claude/stored-fold.ts";

/** Everything that a replay leads to. */
export interface Replay {
  blocks: FoldedBlock[];
  content: string;
  result: RunResult | null;
  /** Activities in order, with null where one was taken back. */
  activities: (string | null)[];
  sessions: Extract<FoldChange, { type: "session" }>[];
  hopeless: Extract<FoldChange, { type: "hopeless" }>[];
  state: FoldState;
}

/** Names of all recordings here. */
export function recordingNames(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".ndjson"))
    .map((file) => file.slice(0, -".ndjson".length))
    .sort();
}

/** The bytes of a recording. */
export function recording(name: string): Uint8Array {
  return readFileSync(`${import.meta.dirname}/${name}.ndjson`);
}

/** Splits bytes that come in the given chunks, the unfinished last line included. */
export function linesOf(chunks: Iterable<Uint8Array>): SpoolLine[] {
  const splitter = new LineSplitter();
  const lines: SpoolLine[] = [];
  for (const chunk of chunks) lines.push(...splitter.push(chunk));
  const rest = splitter.rest();
  return rest === null ? lines : [...lines, rest];
}

/** Parses and folds lines up to the end of the process. `isRestartedAt` puts the fold into its stored form and back. */
export function replayLines(lines: readonly string[], isRestartedAt: (line: number) => boolean = () => false): Replay {
  let state = initialFold();
  let blocks: FoldedBlock[] = [];
  const changes: FoldChange[] = [];
  lines.forEach((line, number) => {
    if (isRestartedAt(number)) {
      const open = blocks.filter((block) => block.state === "open").map((block) => [block.position, block.text] as const);
      state = restoreFold(storedFold(state), new Map(open));
    }
    const folded = foldLines(state, [line]);
    state = folded.state;
    blocks = applyFoldChanges(blocks, folded.changes);
    changes.push(...folded.changes);
  });
  const closed = closeFold(state);
  changes.push(...closed.changes);
  return { ...outcomeOf(applyFoldChanges(blocks, closed.changes), changes), state: closed.state };
}

function outcomeOf(blocks: FoldedBlock[], changes: readonly FoldChange[]): Omit<Replay, "state"> {
  return {
    blocks,
    content: contentOf(blocks),
    result: changes.find((change) => change.type === "result")?.result ?? null,
    activities: changes.flatMap((change) => (change.type === "activity" ? [change.text] : [])),
    sessions: changes.filter((change) => change.type === "session"),
    hopeless: changes.filter((change) => change.type === "hopeless"),
  };
}

/** Replays a recording as one chunk. */
export function replay(name: string): Replay {
  return replayLines(linesOf([recording(name)]).map((line) => line.text));
}

/** A block as one short line: "withdrawn text: one", "> tool_use Read: {…}" (of a sub-agent), "tool_result!: failed". */
export function describeBlock(block: FoldedBlock): string {
  const text = block.text.replaceAll(/\n */g, " ");
  return [
    block.parentToolUseId === null ? "" : "> ",
    block.state === "settled" ? "" : `${block.state} `,
    block.kind,
    block.name === null ? "" : ` ${block.name}`,
    block.isError ? "!" : "",
    `: ${text.length > 70 ? `${text.slice(0, 70)}…` : text}`,
  ].join("");
}

/** What a recording is to lead to (expected.json): each block as describeBlock writes it, and how the result ends it. */
export interface Expected {
  blocks: string[];
  /** success | failed, then subtype (if not "success"), kind of API failure, HTTP status and terminal reason, as told. */
  end: string;
}

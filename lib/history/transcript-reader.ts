import { createHash } from "node:crypto";
import fs from "node:fs";
import { isRecord } from "../core/claude/read.ts";
import { LineSplitter, LONGEST_LINE, type SpoolLine } from "../core/claude/split-lines.ts";
import { initialState, type ReaderState, type TranscriptBatch } from "../core/transcript-types.ts";
import { foldLine } from "./fold-line.ts";
import { endOpenTurn } from "./fold-user.ts";
import { largeResults } from "./large-results.ts";
import { Reading, type TranscriptPlace } from "./reading.ts";

/** How much is read at once, and how much one batch brings: a transaction is to take some ten milliseconds. */
const CHUNK = 256 * 1024;
const BATCH_CHARACTERS = 1_000_000;
const BATCH_TURNS = 250;
const BATCH_LINES = 5_000;
/** An answer is not cut into two batches before it has this much. */
const LONG_TURN_CHARACTERS = 4_000_000;

/** Where a transcript is to be read on. */
export interface ReadingPlan {
  path: string;
  place: TranscriptPlace;
  /** The session's own directory: sub-agents, large results. */
  sessionDir: string;
  /** Bytes and lines that were counted before. */
  offset: number;
  lines: number;
  state: ReaderState | null;
  /** Whether the session can't be going on any more: the file has not changed for long. */
  isQuiet: boolean;
}

/**
 * Reads what stands after the offset, and gives it in batches. The file is opened for reading only. A last line that
 * is not whole yet is left for the next time.
 * @throws the error of the file system when it can't be read
 */
export function* readBatches(plan: ReadingPlan): Generator<TranscriptBatch> {
  const handle = fs.openSync(plan.path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    if (!fs.fstatSync(handle).isFile()) return;
    const start = startOf(handle, plan);
    const reading = new Reading(start.state, plan.place, largeResults(plan.sessionDir));
    if (start.isReplaced) {
      reading.problem(
        null,
        "replaced",
        "The file is another one than before, or was cut: it was read from its beginning.",
      );
    }
    yield* batches(handle, reading, start, plan.isQuiet);
  } finally {
    fs.closeSync(handle);
  }
}

/** Ends the answer that a file was at which is gone; null when there is none. */
export function endingBatch(state: ReaderState, offset: number): TranscriptBatch | null {
  if (state.turn === null || state.turn.verdict !== null || state.turn.muted) return null;
  const place = { sessionId: "", threadId: "", module: "", agentOf: null, isOrphan: false, documents: false };
  const reading = new Reading(structuredClone(state), place);
  endOpenTurn(reading);
  return reading.take(offset, offset, 0);
}

interface Start {
  offset: number;
  lines: number;
  state: ReaderState;
  isReplaced: boolean;
}

/** Where to begin: at the offset, or from the beginning when the file is not the one that was read. */
function startOf(handle: number, { offset, lines, state }: ReadingPlan): Start {
  const isKnown = state !== null && state.head !== null && offset > 0;
  if (isKnown && fs.fstatSync(handle).size >= offset && headOf(handle, state.head?.bytes ?? 0) === state.head?.hash) {
    return { offset, lines, state: structuredClone(state), isReplaced: false };
  }
  return { offset: 0, lines: 0, state: initialState(), isReplaced: isKnown };
}

/** How much of its beginning tells one file from another, in bytes. */
const HEAD_BYTES = 1_024;

function headOf(handle: number, bytes: number): string {
  const head = Buffer.alloc(bytes);
  const read = fs.readSync(handle, head, 0, bytes, 0);
  return createHash("sha256").update(head.subarray(0, read)).digest("hex");
}

function* batches(handle: number, reading: Reading, start: Start, isQuiet: boolean): Generator<TranscriptBatch> {
  const splitter = new LineSplitter(start.offset);
  const chunk = Buffer.alloc(CHUNK);
  let { lines } = start;
  let end = start.offset;
  let taken = { offset: start.offset, lines };
  const take = () => {
    const head = Math.min(end, HEAD_BYTES);
    if ((reading.state.head?.bytes ?? 0) < head) reading.state.head = { bytes: head, hash: headOf(handle, head) };
    const batch = reading.take(taken.offset, end, lines - taken.lines);
    taken = { offset: end, lines };
    return batch;
  };
  let at = start.offset;
  for (;;) {
    const read = fs.readSync(handle, chunk, 0, CHUNK, at);
    at += read;
    for (const line of splitter.push(chunk.subarray(0, read))) {
      lines += 1;
      if (isFull(reading, lines - taken.lines - 1) && beginsTurn(reading, line.text)) {
        lines -= 1;
        yield take();
        lines += 1;
      }
      takeLine(reading, line, end, lines);
      end = line.end;
    }
    if (read === 0) break;
  }
  const rest = splitter.rest();
  if (rest !== null && isWhole(rest)) {
    lines += 1;
    takeLine(reading, rest, end, lines);
    end = rest.end;
  } else if (rest !== null && isQuiet) {
    reading.problem(lines + 1, "half-written", `The last line is not whole (${rest.end - end} bytes).`);
  }
  if (isQuiet) endOpenTurn(reading);
  if (end > taken.offset || start.isReplaced || reading.hasNews) yield take();
}

function isFull(reading: Reading, lines: number): boolean {
  return reading.characters > BATCH_CHARACTERS || reading.pieces > BATCH_TURNS || lines > BATCH_LINES;
}

/** A batch ends before a question, so that an answer is written and indexed once; unless that answer is very long. */
function beginsTurn(reading: Reading, text: string): boolean {
  return reading.characters > LONG_TURN_CHARACTERS || reading.place.agentOf !== null || isQuestion(text);
}

/** A guess from the text alone, to be quick: being wrong costs only a second write. */
function isQuestion(text: string): boolean {
  return text.includes('"type":"user"') && !text.includes('"tool_result"') && !text.includes('"isMeta":true');
}

/** A last line without its line feed counts if it is whole all the same. */
function isWhole(rest: SpoolLine): boolean {
  return isRecord(parse(rest.text));
}

function takeLine(reading: Reading, { text, end }: SpoolLine, before: number, number: number): void {
  const raw = text.trim(); // takes off a BOM too
  if (raw === "") return;
  const data = parse(raw);
  if (isRecord(data)) {
    foldLine(reading, data, number);
    return;
  }
  const bytes = end - before - 1;
  const beginning = raw.slice(0, 200).toWellFormed().replaceAll("\0", "\ufffd");
  if (bytes > LONGEST_LINE) {
    reading.problem(number, "too-long", `A line of ${bytes} bytes was left out: ${beginning}`);
  } else {
    const what = data === undefined ? `Not JSON (${bytes} bytes)` : "Not a JSON object";
    reading.problem(number, "not-json", `${what}: ${beginning}`);
  }
}

/** undefined when it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as a problem, with the beginning of what stands there
  }
}

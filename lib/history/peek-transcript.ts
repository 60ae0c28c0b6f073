import fs from "node:fs";
import path from "node:path";
import { isRecord, stringOf } from "../core/claude/read.ts";

/** What the first lines of a transcript tell of it. */
export interface TranscriptHead {
  /** The directory in which Claude Code was started. */
  cwd: string | null;
  sessionId: string | null;
  /** The first line of the conversation: copies of a session begin with the same. */
  firstId: string | null;
  agentId: string | null;
}

/** Enough for most; more is read when it holds no whole line that tells all, and much more for the directory alone. */
const FIRST_BYTES = 8 * 1024;
const MORE_BYTES = 64 * 1024;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Looks at the first lines of a transcript.
 * @throws the error of the file system
 */
export function peekTranscript(file: string): TranscriptHead {
  const handle = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(handle);
    let bytes = FIRST_BYTES;
    for (;;) {
      const head = readHead(handle, bytes);
      const isEnough = tellsAll(head) || (head.cwd !== null && bytes >= MORE_BYTES);
      if (isEnough || bytes >= MOST_BYTES || bytes >= stat.size) return head;
      bytes *= bytes < MORE_BYTES ? 8 : 16;
    }
  } finally {
    fs.closeSync(handle);
  }
}

const tellsAll = ({ cwd, sessionId, firstId }: TranscriptHead) =>
  cwd !== null && sessionId !== null && firstId !== null;

function readHead(handle: number, bytes: number): TranscriptHead {
  const buffer = Buffer.allocUnsafe(bytes);
  const text = buffer.toString("utf8", 0, fs.readSync(handle, buffer, 0, bytes, 0));
  const head: TranscriptHead = { cwd: null, sessionId: null, firstId: null, agentId: null };
  for (const line of text.split("\n")) {
    const data = parseObject(line);
    if (data === null) continue;
    head.cwd ??= stringOf(data.cwd);
    head.sessionId ??= stringOf(data.sessionId);
    head.firstId ??= stringOf(data.uuid);
    head.agentId ??= stringOf(data.agentId);
    if (tellsAll(head)) break;
  }
  return head;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null; // a broken line, or one that goes on after what was read: the reader tells of it
  }
}

/** The call that started a sub-agent, as the file beside its transcript tells it; null where there is none. */
export function startingCall(transcript: string): string | null {
  const file = `${transcript.slice(0, -".jsonl".length)}.meta.json`;
  try {
    return stringOf(parseObject(fs.readFileSync(file, "utf8"))?.toolUseId);
  } catch {
    return null; // older versions wrote none
  }
}

/** A sub-agent's id, as its file is named after it. */
export function agentIdOf(transcript: string): string {
  return path.basename(transcript, ".jsonl").slice("agent-".length);
}

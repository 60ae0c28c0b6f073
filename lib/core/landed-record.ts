import { type MessageRecord, type RunRecordLine, type StoredJson, storedText } from "./export-record.ts";
import type { Failure } from "./failure.ts";

/** Why an answer that was still being written when it was exported is a failed one where it is imported. */
export const LEFT_BEHIND: Failure = {
  code: "orphaned",
  message: "It was still being written when it was exported: what had arrived by then is here.",
  hint: "Ask again, or export once more when the answer has ended.",
  apiKind: null,
  apiStatus: null,
  stderrTail: null,
  exitCode: null,
  signal: null,
};

/**
 * A message as it is stored where it is imported. Nothing writes on there: what was processing is failed, with what had
 * arrived, and says why. A message that had ended is the same as it was.
 */
export function landedMessage(message: MessageRecord): MessageRecord {
  const wasProcessing = storedText(message.status) === "processing";
  const runs = message.runs.map(landedRun);
  if (!wasProcessing) return { ...message, blocks: message.blocks.map(settled), runs };
  const metadata = runs.length > 0 ? message.metadata : withImported(message.metadata, { status: "processing" });
  return { ...message, status: "failed", metadata, blocks: message.blocks.map(settled), runs };
}

function settled(block: MessageRecord["blocks"][number]): MessageRecord["blocks"][number] {
  return storedText(block.state) === "open" ? { ...block, state: "settled" } : block;
}

function landedRun(run: RunRecordLine): RunRecordLine {
  if (storedText(run.state) === "ended") return run;
  return { ...run, state: "ended", ended_at: run.ended_at ?? run.started_at, failure: JSON.stringify(LEFT_BEHIND) };
}

/**
 * Metadata with a word on what the import changed, under "imported". What is no JSON object is kept under "raw", as
 * readers see it; an "imported" that stood there is kept within the new one.
 */
export function withImported(metadata: StoredJson, imported: Record<string, unknown>): string {
  const object = metadataObject(metadata);
  const before = Object.hasOwn(object, "imported") ? { imported: object.imported } : {};
  return JSON.stringify({ ...object, imported: { ...imported, ...before } });
}

function metadataObject(metadata: StoredJson): Record<string, unknown> {
  const text = storedText(metadata);
  if (text === null || text === "" || text === "null") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // no JSON: kept as it is
  }
  return { raw: text };
}

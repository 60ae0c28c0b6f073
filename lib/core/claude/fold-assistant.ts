import { contentBlocks, type ReadBlock, rawText, readContentBlock } from "./content-block.ts";
import { confirmDraftBlock, settleDraft, withdrawBrokenDraft } from "./fold-draft.ts";
import { addNotice, addWhole, type Step, setActivity } from "./fold-step.ts";
import type { DraftBlock } from "./fold-types.ts";
import { isJsonFor, recordOf, stringOf } from "./read.ts";

/** The model's name on lines that the CLI wrote itself. */
const SYNTHETIC = "<synthetic>";

/**
 * Folds an assistant line. It is authoritative: it confirms what streamed, or brings what did not stream. The CLI
 * prints one line per content block, all with the id of their API message.
 */
export function foldAssistant(step: Step, data: Record<string, unknown>): void {
  const message = recordOf(data.message);
  const parent = stringOf(data.parent_tool_use_id);
  const id = stringOf(message.id) ?? step.state.draft?.apiMessageId ?? "";
  setActivity(step, null);
  const error = stringOf(data.error);
  const isError = error !== null || data.isApiErrorMessage === true;
  if (parent === null && isFromElsewhere(step, id)) {
    // An error, or words of the CLI itself, end the message that streamed but do not repeat it: its text stays.
    if (isError || message.model === SYNTHETIC) settleDraft(step);
    else withdrawBrokenDraft(step);
  }
  if (isError) foldApiError(step, error ?? "unknown", message, parent);
  else for (const value of contentBlocks(message.content)) foldContentBlock(step, value, id, parent);
}

function isFromElsewhere(step: Step, id: string): boolean {
  return step.state.draft !== null && step.state.draft.apiMessageId !== id;
}

function foldApiError(step: Step, error: string, message: Record<string, unknown>, parent: string | null): void {
  const words = contentBlocks(message.content).map((value) => {
    const block = recordOf(value);
    return block.type === "text" ? (stringOf(block.text) ?? "") : rawText(value);
  });
  // A sub-agent's error is an answer to the tool call that started it; only our own can be the end of the run.
  if (parent === null) step.state = { ...step.state, lastError: error };
  addNotice(step, "api-error", words.join("\n") || `The API answered with an error (${error}).`, parent);
}

function foldContentBlock(step: Step, value: unknown, id: string, parent: string | null): void {
  const read = readContentBlock(value, parent);
  const drafted = parent === null ? waitingBlock(step, id, read) : null;
  if (drafted === null) addWhole(step, read.head, read.text);
  else confirmDraftBlock(step, drafted, settledText(drafted, read, value));
}

/** The first block of the draft that still waits for an assistant line of this kind. */
function waitingBlock(step: Step, id: string, { head }: ReadBlock): DraftBlock | null {
  const { draft } = step.state;
  if (draft === null || draft.apiMessageId !== id) return null;
  return draft.blocks.find((block) => !block.confirmed && block.kind === head.kind) ?? null;
}

/** Input that streamed stays as it was written if it says the same; else it is the CLI's, indented. */
function settledText(drafted: DraftBlock, read: ReadBlock, value: unknown): string {
  if (drafted.kind !== "tool_use") return read.text;
  return isJsonFor(drafted.text, recordOf(value).input) ? drafted.text : read.text;
}

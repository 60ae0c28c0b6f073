import { contentBlocks, rawText, toolResultText } from "./content-block.ts";
import { addNotice, addWhole, type Step, setActivity } from "./fold-step.ts";
import { recordOf, stringOf } from "./read.ts";

/** Folds a user line: what tools answered, and texts that the CLI put into the conversation. */
export function foldUser(step: Step, data: Record<string, unknown>): void {
  const parent = stringOf(data.parent_tool_use_id);
  for (const value of contentBlocks(recordOf(data.message).content)) {
    const block = recordOf(value);
    if (block.type === "tool_result") foldToolResult(step, block, parent);
    else if (block.type === "text") foldText(step, stringOf(block.text) ?? "", data, parent);
    else
      addWhole(step, { ...UNKNOWN, name: stringOf(block.type) ?? "content", parentToolUseId: parent }, rawText(value));
  }
}

const UNKNOWN = { kind: "unknown", toolUseId: null } as const;

function foldToolResult(step: Step, block: Record<string, unknown>, parent: string | null): void {
  if (parent === null) {
    setActivity(step, null);
  }
  const toolUseId = stringOf(block.tool_use_id);
  const head = { kind: "tool_result", name: null, toolUseId, parentToolUseId: parent } as const;
  addWhole(step, head, toolResultText(block.content), block.is_error === true);
}

function foldText(step: Step, text: string, data: Record<string, unknown>, parent: string | null): void {
  const output = /^<local-command-std(?:out|err)>([\s\S]*)<\/local-command-std(?:out|err)>\s*$/.exec(text);
  // Our own question, printed again with --replay-user-messages.
  if (data.isReplay === true && data.isSynthetic !== true && output === null) return;
  addNotice(step, noticeName(text, parent), output?.[1] ?? text, parent);
}

function noticeName(text: string, parent: string | null): string {
  if (text.startsWith("[Request interrupted by user")) return "interrupted";
  if (parent !== null) return "subagent-prompt";
  if (text.startsWith("This session is being continued from a previous conversation")) return "compact-summary";
  return "note";
}

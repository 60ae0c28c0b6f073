import type { Block, MessageView } from "@/lib/core/message.ts";
import { type ToolSummary, toolSummary } from "../messages/blocks/tool-summary.ts";

/** The tool that an answer is using right now, and for what; null while it uses none. */
export function currentTool({ blocks, run }: MessageView): ToolSummary | null {
  const answered = new Set(blocks.flatMap((block) => (block.kind === "tool_result" ? [block.toolUseId] : [])));
  const call = blocks.findLast((block) => isCall(block) && !answered.has(block.toolUseId));
  // Words that come after a call are what it is busy with now.
  const isPast = blocks.some(
    (block) => block.state === "open" && block.position > (call?.position ?? 0) && !isCall(block),
  );
  return call === undefined || isPast ? null : toolSummary(call.name, call.text, run?.cwd ?? null);
}

const isCall = (block: Block) => block.kind === "tool_use" && block.state !== "withdrawn";

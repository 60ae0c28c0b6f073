import { expect, test } from "vitest";
import type { Block, MessageView } from "@/lib/core/message.ts";
import { OPEN_TEXT } from "../../testing/blocks.ts";
import { currentTool } from "./current-tool.ts";

const open = (position: number): Block => ({ ...OPEN_TEXT, messageId: "a", position, text: "So" });
const call = (position: number, text: string): Block => ({
  ...{ ...open(position), kind: "tool_use", state: "settled", name: "Read", toolUseId: `call ${position}`, text },
});
const result = (position: number, of: number): Block => ({
  ...{ ...open(position), kind: "tool_result", state: "settled", toolUseId: `call ${of}`, text: "done" },
});
const answer = (blocks: Block[]): MessageView => ({
  ...{ messageId: "a", threadId: "t", module: "m", content: "", type: "response", timestamp: 1, status: "processing" },
  ...{ metadata: null, run: null, blocks },
});

test("the tool in use is the last call without a result, with what it was called for", () => {
  const blocks = [call(0, '{"file_path":"a.ts"}'), result(1, 0), call(2, '{"file_path":"src/b.ts"}')];
  expect(currentTool(answer(blocks))).toEqual({ tool: "Read", about: "src/b.ts" });
});

test("no tool is in use once it has answered, or when words are being written after it", () => {
  expect(currentTool(answer([call(0, "{}"), result(1, 0)]))).toBeNull();
  expect(currentTool(answer([call(0, "{}"), open(1)]))).toBeNull();
  expect(currentTool(answer([]))).toBeNull();
});

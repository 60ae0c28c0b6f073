import { expect, it } from "vitest";
import type { Block, MessageView } from "@/lib/core/message.ts";
import { answerMarkdown } from "./answer-markdown.ts";

function block(text: string, more: Partial<Block> = {}): Block {
  return {
    messageId: "a",
    position: 0,
    kind: "text",
    state: "settled",
    text,
    name: null,
    toolUseId: null,
    parentToolUseId: null,
    isError: false,
    ...more,
  };
}

function message(content: string, blocks: Block[]): MessageView {
  return {
    messageId: "a",
    threadId: "t",
    module: "m",
    content,
    type: "response",
    timestamp: 1,
    status: "complete",
    metadata: null,
    blocks,
    run: null,
  };
}

it("copies what the answer says, and nothing of tools, thinking, sub-agents and withdrawn attempts", () => {
  const blocks = [
    block("hm", { kind: "thinking" }),
    block("First.\n"),
    block("given up", { state: "withdrawn" }),
    block("{}", { kind: "tool_use" }),
    block("inner", { parentToolUseId: "x" }),
    block("Then."),
  ];
  expect(answerMarkdown(message("", blocks))).toBe("First.\n\nThen.");
});

it("copies the content of an answer without blocks", () => {
  expect(answerMarkdown(message("Written elsewhere.", []))).toBe("Written elsewhere.");
});

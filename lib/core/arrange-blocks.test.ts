import { describe, expect, it } from "vitest";
import { arrangeBlocks, type BlockGroup, sameNode } from "./arrange-blocks.ts";
import type { Block } from "./message.ts";

let position = 0;
function block(kind: Block["kind"], more: Partial<Block> = {}): Block {
  position += 1;
  return {
    messageId: "a",
    position,
    kind,
    state: "settled",
    text: "",
    name: null,
    toolUseId: null,
    parentToolUseId: null,
    isError: false,
    ...more,
  };
}

/** The arrangement in short: kinds, results after a slash, children in brackets. */
function outline(groups: readonly BlockGroup[]): string {
  return groups
    .map((group) => {
      if (group.type === "withdrawn") return `withdrawn(${group.nodes.length})`;
      const { block: own, result, children } = group.node;
      return `${own.kind}${result ? "/result" : ""}${children.length > 0 ? `[${outline(children)}]` : ""}`;
    })
    .join(" ");
}

describe("arrangeBlocks", () => {
  it("puts the results of parallel calls with their calls, in whatever order they came", () => {
    const groups = arrangeBlocks([
      block("tool_use", { toolUseId: "1" }),
      block("tool_use", { toolUseId: "2" }),
      block("tool_result", { toolUseId: "2" }),
      block("tool_result", { toolUseId: "1" }),
      block("text"),
    ]);
    expect(outline(groups)).toBe("tool_use/result tool_use/result text");
  });

  it("shows a result alone when there is no call it belongs to, or a second one", () => {
    const groups = arrangeBlocks([
      block("tool_result", { toolUseId: "unknown" }),
      block("tool_use", { toolUseId: "1" }),
      block("tool_result", { toolUseId: "1" }),
      block("tool_result", { toolUseId: "1" }),
    ]);
    expect(outline(groups)).toBe("tool_result tool_use/result tool_result");
  });

  it("nests what a sub-agent did below the call that started it, to any depth", () => {
    const groups = arrangeBlocks([
      block("tool_use", { toolUseId: "agent" }),
      block("text", { parentToolUseId: "agent" }),
      block("tool_use", { toolUseId: "inner", parentToolUseId: "agent" }),
      block("text", { parentToolUseId: "inner" }),
      block("tool_result", { toolUseId: "inner", parentToolUseId: "agent" }),
      block("tool_result", { toolUseId: "agent" }),
    ]);
    expect(outline(groups)).toBe("tool_use/result[text tool_use/result[text]]");
  });

  it("shows the blocks of a sub-agent whose call is unknown where they stand", () => {
    expect(outline(arrangeBlocks([block("text", { parentToolUseId: "unknown" })]))).toBe("text");
  });

  it("folds a withdrawn attempt together", () => {
    const withdrawn = { state: "withdrawn" } as const;
    const groups = arrangeBlocks([
      block("thinking", withdrawn),
      block("text", withdrawn),
      block("notice"),
      block("text"),
    ]);
    expect(outline(groups)).toBe("withdrawn(2) notice text");
  });
});

describe("sameNode", () => {
  it("tells a node whose child grew from one that is as it was", () => {
    const agent = block("tool_use", { toolUseId: "agent" });
    const said = block("text", { parentToolUseId: "agent" });
    const [before] = arrangeBlocks([agent, said]);
    const [again] = arrangeBlocks([agent, said]);
    const [grown] = arrangeBlocks([agent, { ...said, text: "more" }]);
    if (before?.type !== "block" || again?.type !== "block" || grown?.type !== "block") throw new Error("no blocks");
    expect(sameNode(before.node, again.node)).toBe(true);
    expect(sameNode(before.node, grown.node)).toBe(false);
  });
});

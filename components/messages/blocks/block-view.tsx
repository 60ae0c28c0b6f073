import { memo } from "react";
import { type BlockGroup, type BlockNode, sameNode } from "@/lib/core/arrange-blocks.ts";
import { NoticeBlock } from "./notice-block.tsx";
import type { Surroundings } from "./surroundings.ts";
import { TextBlock } from "./text-block.tsx";
import { ThinkingBlock } from "./thinking-block.tsx";
import { ToolResultBlock } from "./tool-result-block.tsx";
import { ToolUseBlock } from "./tool-use-block.tsx";
import { UnknownBlock } from "./unknown-block.tsx";
import { WithdrawnAttempt } from "./withdrawn-attempt.tsx";

/** The blocks of an answer, or of a sub-agent within it, in order. */
export function BlockList({ groups, surroundings }: { groups: readonly BlockGroup[]; surroundings: Surroundings }) {
  return groups.map((group) => {
    if (group.type === "block")
      return <BlockView key={keyOf(group.node)} node={group.node} surroundings={surroundings} />;
    const [first] = group.nodes;
    return (
      <WithdrawnAttempt key={`withdrawn-${first && keyOf(first)}`} nodes={group.nodes}>
        {group.nodes.map((node) => (
          <BlockView key={keyOf(node)} node={node} surroundings={surroundings} />
        ))}
      </WithdrawnAttempt>
    );
  });
}

const keyOf = (node: BlockNode) => node.block.position;

interface BlockViewProps {
  node: BlockNode;
  surroundings: Surroundings;
}

/** One block, by its kind. Drawn anew only when it, or what belongs to it, changed. */
const BlockView = memo(
  function BlockView({ node, surroundings }: BlockViewProps) {
    const { block } = node;
    switch (block.kind) {
      case "text":
        return <TextBlock block={block} />;
      case "thinking":
        return <ThinkingBlock block={block} />;
      case "tool_use":
        return (
          <ToolUseBlock node={node} surroundings={surroundings}>
            <BlockList groups={node.children} surroundings={surroundings} />
          </ToolUseBlock>
        );
      case "tool_result":
        return <ToolResultBlock block={block} />;
      case "notice":
        return <NoticeBlock block={block} />;
      case "unknown":
        return <UnknownBlock block={block} />;
      default: {
        // A kind that a newer server knows and this page, opened before, doesn't.
        const kind: never = block.kind;
        return <UnknownBlock block={{ ...block, name: kind }} />;
      }
    }
  },
  (a, b) =>
    sameNode(a.node, b.node) &&
    a.surroundings.cwd === b.surroundings.cwd &&
    a.surroundings.ended === b.surroundings.ended,
);

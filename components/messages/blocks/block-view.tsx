import { memo, useContext } from "react";
import { type BlockGroup, type BlockNode, blocksOf, sameNode } from "@/lib/core/arrange-blocks.ts";
import { MarkContext } from "../../markdown/mark-context.ts";
import { hasMarks, type MarkPattern } from "../../markdown/mark-words.ts";
import { WhenNear } from "../../ui/when-near.tsx";
import { BlockAnchor } from "./block-anchor.tsx";
import { FoldsContext, foldKey } from "./folds.ts";
import { NoticeBlock } from "./notice-block.tsx";
import type { Surroundings } from "./surroundings.ts";
import { TextBlock } from "./text-block.tsx";
import { ThinkingBlock } from "./thinking-block.tsx";
import { ToolResultBlock } from "./tool-result-block.tsx";
import { ToolUseBlock } from "./tool-use-block.tsx";
import { UnknownBlock } from "./unknown-block.tsx";
import { WithdrawnAttempt } from "./withdrawn-attempt.tsx";

interface BlockListProps {
  groups: readonly BlockGroup[];
  surroundings: Surroundings;
}

/** From so many on, those that aren't near the window are left out, by parts of so many. */
const MANY_GROUPS = 40;
const PART_GROUPS = 20;
const LIKELY_HEIGHT = 44;

/** The blocks of an answer, or of a sub-agent within it, in order. */
export function BlockList({ groups, surroundings }: BlockListProps) {
  const { target, named } = useContext(FoldsContext);
  const pattern = useContext(MarkContext);
  if (groups.length <= MANY_GROUPS) return <Blocks groups={groups} surroundings={surroundings} />;
  const count = Math.ceil(groups.length / PART_GROUPS);
  const parts = Array.from({ length: count }, (_, at) => groups.slice(at * PART_GROUPS, (at + 1) * PART_GROUPS));
  const namedPart = named === null ? -1 : parts.findIndex((part) => part.some((group) => holds(group, named)));
  const found = pattern && parts.findIndex((part) => part.some((group) => has(group, pattern, target)));
  return parts.map((part, at) => (
    <WhenNear
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the answer
      key={at}
      atFirst={at === 0 || at === count - 1}
      always={at === found || at === namedPart}
      likelyHeight={part.length * LIKELY_HEIGHT}
    >
      <Blocks groups={part} surroundings={surroundings} />
    </WhenNear>
  ));
}

/** Whether the block that the address names is in it. */
function holds(group: BlockGroup, named: string): boolean {
  const nodes = group.type === "block" ? [group.node] : group.nodes;
  return nodes.some((node) => blocksOf(node).some((block) => foldKey(block) === named));
}

/** Whether a search has found something in a part of the message that the address names. */
function has(group: BlockGroup, pattern: MarkPattern, target: string | null): boolean {
  const nodes = group.type === "block" ? [group.node] : group.nodes;
  return nodes.some(({ block, result, children }) => {
    if (block.messageId !== target) return false;
    if (hasMarks(block.text, pattern) || (result && hasMarks(result.text, pattern))) return true;
    return children.some((child) => has(child, pattern, target));
  });
}

function Blocks({ groups, surroundings }: BlockListProps) {
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

/** One block, with what a link to it leads to. Drawn anew only when it, or what belongs to it, changed. */
const BlockView = memo(
  function BlockView({ node, surroundings }: BlockViewProps) {
    if (node.block.kind === "text" && node.block.text === "") return null;
    return (
      <BlockAnchor block={node.block}>
        <BlockByKind node={node} surroundings={surroundings} />
      </BlockAnchor>
    );
  },
  (a, b) =>
    sameNode(a.node, b.node) &&
    a.surroundings.cwd === b.surroundings.cwd &&
    a.surroundings.ended === b.surroundings.ended,
);

function BlockByKind({ node, surroundings }: BlockViewProps) {
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
}

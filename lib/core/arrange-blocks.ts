import type { Block } from "./message.ts";

/** A block as it is shown: with what belongs to it. */
export interface BlockNode {
  block: Block;
  /** What the tool answered. */
  result: Block | null;
  /** What a sub-agent said and did in the course of this call. */
  children: BlockGroup[];
}

/** Blocks that are shown one after the other, or an attempt that the CLI gave up, which is folded. */
export type BlockGroup = { type: "block"; node: BlockNode } | { type: "withdrawn"; nodes: BlockNode[] };

/**
 * Puts each result with its call, each sub-agent's blocks with the call that started it, and each withdrawn attempt
 * together. Nothing is left out: what has no call it belongs to stands by itself.
 */
export function arrangeBlocks(blocks: readonly Block[]): BlockGroup[] {
  const nodes = new Map<string, BlockNode>();
  const children = new Map<BlockNode, BlockNode[]>();
  const top: BlockNode[] = [];
  for (const block of blocks) {
    const call = block.toolUseId === null ? undefined : nodes.get(block.toolUseId);
    if (block.kind === "tool_result" && call && call.result === null) {
      call.result = block;
      continue;
    }
    const node: BlockNode = { block, result: null, children: [] };
    const parent = block.parentToolUseId === null ? undefined : nodes.get(block.parentToolUseId);
    if (parent) children.set(parent, [...(children.get(parent) ?? []), node]);
    else top.push(node);
    if (block.kind === "tool_use" && block.toolUseId !== null && block.state !== "withdrawn") {
      nodes.set(block.toolUseId, node);
    }
  }
  for (const [parent, own] of children) parent.children = grouped(own);
  return grouped(top);
}

function grouped(nodes: readonly BlockNode[]): BlockGroup[] {
  const groups: BlockGroup[] = [];
  for (const node of nodes) {
    const last = groups.at(-1);
    if (node.block.state !== "withdrawn") groups.push({ type: "block", node });
    else if (last?.type === "withdrawn") last.nodes.push(node);
    else groups.push({ type: "withdrawn", nodes: [node] });
  }
  return groups;
}

/** A block and all that belongs to it, itself first. */
export function blocksOf({ block, result, children }: BlockNode): Block[] {
  const within = children.flatMap((group) => (group.type === "block" ? [group.node] : group.nodes));
  return [block, ...(result ? [result] : []), ...within.flatMap(blocksOf)];
}

/** Whether two arrangements show the same, so that the second need not be drawn. */
export function sameNode(a: BlockNode, b: BlockNode): boolean {
  return a.block === b.block && a.result === b.result && sameGroups(a.children, b.children);
}

function sameGroups(a: readonly BlockGroup[], b: readonly BlockGroup[]): boolean {
  return a.length === b.length && a.every((group, index) => sameGroup(group, b[index]));
}

function sameGroup(a: BlockGroup, b: BlockGroup | undefined): boolean {
  if (a.type === "block") return b?.type === "block" && sameNode(a.node, b.node);
  if (b?.type !== "withdrawn" || a.nodes.length !== b.nodes.length) return false;
  return a.nodes.every((node, index) => {
    const other = b.nodes[index];
    return other !== undefined && sameNode(node, other);
  });
}

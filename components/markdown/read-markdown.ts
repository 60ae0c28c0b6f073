// The only reader of Markdown; pages fetch it when there is text that the server didn't read for them.
import type { RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { MarkdownNodes } from "./markdown-nodes.ts";

const extensions = [gfm()];
const mdastExtensions = [gfmFromMarkdown()];

/** Reads Markdown that can be read by itself. */
export function readMarkdown(source: string): MarkdownNodes {
  return fromMarkdown(source, { extensions, mdastExtensions }).children;
}

/** The same nodes without their places in the source: what a page is given is a third of the size. */
export function withoutPlaces(nodes: MarkdownNodes): MarkdownNodes {
  return nodes.map(({ position: _, ...node }) =>
    "children" in node ? { ...node, children: withoutPlaces(node.children) } : node,
  ) as RootContent[];
}

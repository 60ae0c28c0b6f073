"use client";
import clsx from "clsx";
import { memo, useContext, useState } from "react";
import { visibleProse } from "@/lib/core/visible-text.ts";
import { WhenNear } from "../ui/when-near.tsx";
import { CodeBlock } from "./code-block.tsx";
import { completeCode } from "./complete-markdown.ts";
import { MarkContext } from "./mark-context.ts";
import { Paragraph } from "./markdown-elements.tsx";
import { drawnAtFirst, MANY_PAGES, sourceToRead, withPlainEnds } from "./markdown-nodes.ts";
import { markdownTree } from "./markdown-tree.tsx";
import { type MarkdownPart, MarkdownSplitter, withDefinitions } from "./split-blocks.ts";
import { useMarkdownNodes } from "./use-markdown-nodes.ts";
import { usePacedText } from "./use-paced-text.ts";

export interface MarkdownProps {
  text: string;
  /** Whether more text is on its way. */
  open?: boolean;
}

/** Markdown that may still grow. Only the part that grows is parsed again; the others stay as they are. */
export function Markdown({ text, open = false }: MarkdownProps) {
  const [splitter] = useState(() => new MarkdownSplitter());
  const { pages, definitions } = splitter.split(withPlainEnds(text));
  const last = pages.length - 1;
  return pages.map((page, index) => (
    // Always in the same element, and measured by what is in it: what was drawn neither goes nor moves when a page is full.
    <WhenNear
      // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place in the text
      key={index}
      atFirst={drawnAtFirst(index, pages.length)}
      always={pages.length <= MANY_PAGES || index === last}
      likelyHeight={1_500}
      className={clsx(index > 0 && "mt-3")}
    >
      <MarkdownPage page={page} definitions={definitions} open={open && index === last} />
    </WhenNear>
  ));
}

interface MarkdownPageProps {
  page: readonly MarkdownPart[];
  definitions: ReadonlyMap<string, string>;
  open: boolean;
}

const MarkdownPage = memo(function MarkdownPage({ page, definitions, open }: MarkdownPageProps) {
  return page.map((part, index) => {
    const growing = open && index === page.length - 1;
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
    if (part.code) return <CodePart key={index} {...part.code} growing={growing} />;
    const source = withDefinitions(part.raw, definitions);
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
    return <FlowPart key={index} source={source} growing={growing} />;
  });
});

const CodePart = memo(function CodePart(code: { language: string | null; text: string; growing: boolean }) {
  const { language, text, growing } = code;
  return <CodeBlock language={language} text={growing ? completeCode(text) : text} growing={growing} />;
});

const FlowPart = memo(function FlowPart({ source, growing }: { source: string; growing: boolean }) {
  const pattern = useContext(MarkContext);
  const paced = usePacedText(source, growing);
  const nodes = useMarkdownNodes(sourceToRead(paced, growing));
  return nodes ? markdownTree(nodes, pattern) : <Paragraph hasLines>{visibleProse(paced)}</Paragraph>;
});

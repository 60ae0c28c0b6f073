import type { Block } from "@/lib/core/message.ts";
import { LongMarkdown } from "../long-markdown.tsx";
import { cutOf } from "./use-whole-text.ts";

/** What Claude writes. */
export function TextBlock({ block }: { block: Block }) {
  const open = block.state === "open";
  if (block.text === "") return null;
  return (
    <div className="py-2.5 text-body" data-writing={open || undefined}>
      <LongMarkdown text={block.text} cut={cutOf(block)} open={open} />
    </div>
  );
}

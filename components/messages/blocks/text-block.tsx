import type { Block } from "@/lib/core/message.ts";
import { Markdown } from "../../markdown/markdown.tsx";

/** What Claude writes. */
export function TextBlock({ block }: { block: Block }) {
  const open = block.state === "open";
  if (block.text === "") return null;
  return (
    <div className="py-2.5 text-body" data-writing={open || undefined}>
      <Markdown text={block.text} open={open} />
    </div>
  );
}

import type { Block } from "@/lib/core/message.ts";
import { LiveDot } from "../../ui/live-dot.tsx";
import { sizeWords } from "../amounts.ts";
import { LongMarkdown } from "../long-markdown.tsx";
import { Disclosure } from "./disclosure.tsx";
import { cutOf } from "./use-whole-text.ts";

/** The last words of what is being thought are enough to follow it. */
const PREVIEW_LENGTH = 400;

/** What Claude thinks: its last lines while it does, one line when it has. */
export function ThinkingBlock({ block }: { block: Block }) {
  const open = block.state === "open";
  if (block.text.trim() === "")
    return open ? null : <p className="py-1 text-ink-faint text-small">Thought, without showing what.</p>;
  return (
    <div className="my-1">
      <Disclosure
        of={[block]}
        summary={
          <>
            {open ? <LiveDot /> : null}
            <span className="text-ink-muted">{open ? "Thinking" : "Thought"}</span>
            <span className="text-fine text-ink-faint tabular-nums">{sizeWords(block.wholeSize ?? block.text)}</span>
          </>
        }
      >
        <div className="mb-3 ml-1.5 border-line border-l py-1 pl-4 text-ink-muted text-small">
          <LongMarkdown text={block.text} cut={cutOf(block)} open={open} />
        </div>
      </Disclosure>
      {open ? <Preview text={block.text} /> : null}
    </div>
  );
}

/** Two lines, always, so that nothing below moves. Not shown beside the whole text. */
function Preview({ text }: { text: string }) {
  return (
    <div
      aria-hidden
      className="ml-1.5 flex h-10 flex-col justify-end overflow-hidden border-line border-l pl-4 text-ink-faint text-small [details[open]+&]:hidden"
    >
      <p className="min-h-full shrink-0 whitespace-pre-wrap">{text.slice(-PREVIEW_LENGTH).trimStart()}</p>
    </div>
  );
}

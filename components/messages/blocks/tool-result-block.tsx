import type { Block } from "@/lib/core/message.ts";
import { plural, sizeWords } from "../amounts.ts";
import { Disclosure } from "./disclosure.tsx";
import { Framed } from "./tool-input.tsx";
import { cutOf } from "./use-whole-text.ts";

/** What a tool answered, when the call it belongs to isn't known. */
export function ToolResultBlock({ block }: { block: Block }) {
  return (
    <div className="-mt-px border-line border-y">
      <Disclosure
        of={[block]}
        summary={
          <>
            <span className={block.isError ? "text-danger" : "text-ink-muted"}>
              {block.isError ? "A tool failed" : "A tool answered"}
            </span>
            <span className="text-fine text-ink-faint">{sizeWords(block.wholeSize ?? block.text)}</span>
          </>
        }
      >
        <div className="mb-2 ml-1.5 border-line border-l pl-4">
          <ToolResultText block={block} />
        </div>
      </Disclosure>
    </div>
  );
}

/** What a tool answered, below its call. */
export function ToolResultText({ block }: { block: Block }) {
  if (block.text.trim() === "") return <p className="text-fine text-ink-faint">It answered nothing.</p>;
  const cut = cutOf(block);
  const size = cut ? sizeWords(cut.size) : `${plural(block.text.split("\n").length, "line")}, ${sizeWords(block.text)}`;
  return block.isError ? (
    <Framed label={`It failed · ${size}`} text={block.text} cut={cut} tone="text-danger" />
  ) : (
    <Framed label={`It answered · ${size}`} text={block.text} cut={cut} />
  );
}

import type { Block } from "@/lib/core/message.ts";
import { sizeWords } from "../amounts.ts";
import { Disclosure } from "./disclosure.tsx";
import { Result } from "./result-text.tsx";

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
        <div className="mb-2 ml-1.5 grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l pl-4">
          <Result result={block} />
        </div>
      </Disclosure>
    </div>
  );
}

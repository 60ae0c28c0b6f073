import type { Block } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { sizeWords } from "../amounts.ts";
import { Disclosure } from "./disclosure.tsx";
import { LongText } from "./long-text.tsx";
import { cutOf } from "./use-whole-text.ts";

/** Something that this version of Switchboard doesn't know: shown as it came, never dropped. */
export function UnknownBlock({ block }: { block: Block }) {
  return (
    <Disclosure
      of={[block]}
      className="my-1"
      summary={
        <>
          <span className="min-w-0 truncate font-mono text-fine text-ink-muted">
            {visibleText(block.name ?? block.kind)}
          </span>
          <span className="shrink-0 text-fine text-ink-faint">
            Not known to this version · {sizeWords(block.wholeSize ?? block.text)}
          </span>
        </>
      }
    >
      <div className="mt-1 mb-2 overflow-hidden rounded-md border border-line bg-surface">
        <LongText text={tidy(block.text)} cut={cutOf(block)} />
      </div>
    </Disclosure>
  );
}

function tidy(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

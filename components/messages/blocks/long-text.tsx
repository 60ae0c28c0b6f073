import { visibleText } from "@/lib/core/visible-text.ts";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { LongBody } from "./long-body.tsx";
import type { CutText } from "./use-whole-text.ts";

export interface LongTextProps {
  text: string;
  /** Set when the page has only its beginning. */
  cut?: CutText | null;
}

/** Plain text in monospace, wrapped. Of very long text the beginning, until the reader asks for all of it. */
export function LongText({ text, cut = null }: LongTextProps) {
  return (
    <LongBody text={text} cut={cut}>
      {(shown) => <CodeLines wrap text={visibleText(shown)} className="px-3 py-2 text-ink-muted" />}
    </LongBody>
  );
}

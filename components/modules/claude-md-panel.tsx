import type { ClaudeMd } from "@/lib/core/module-view.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { WithReader } from "../markdown/with-reader.tsx";
import { sizeWords } from "../messages/amounts.ts";
import { SectionHeading } from "../ui/section-heading.tsx";

/** What Claude Code reads first in the module's directory. */
export function ClaudeMdPanel({ file: { text, size, cut } }: { file: ClaudeMd }) {
  return (
    <section aria-labelledby="claude-md" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <SectionHeading id="claude-md" count={sizeWords(size)}>
        CLAUDE.md
      </SectionHeading>
      <section
        aria-label="Text of CLAUDE.md"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[32rem] overflow-y-auto rounded-md border border-line bg-surface px-4 py-3 text-body [overflow-wrap:anywhere]"
      >
        <WithReader>
          <Markdown text={text} />
        </WithReader>
        {cut ? <p className="mt-3 text-fine text-ink-faint">Only the beginning is shown.</p> : null}
      </section>
    </section>
  );
}

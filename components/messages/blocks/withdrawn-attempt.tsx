import type { ReactNode } from "react";
import { type BlockNode, blocksOf } from "@/lib/core/arrange-blocks.ts";
import { sizeWords } from "../amounts.ts";
import { Disclosure } from "./disclosure.tsx";

/** What Claude Code gave up and began again. Kept, because it was shown; folded, because it no longer counts. */
export function WithdrawnAttempt({ nodes, children }: { nodes: readonly BlockNode[]; children: ReactNode }) {
  return (
    <Disclosure
      of={nodes.flatMap(blocksOf)}
      className="my-1"
      summary={
        <>
          <span className="text-ink-faint">An attempt that was withdrawn</span>
          <span className="text-fine text-ink-faint">
            {sizeWords(nodes.reduce((sum, { block }) => sum + (block.wholeSize ?? block.text.length), 0))}
          </span>
        </>
      }
    >
      <div className="mb-2 ml-1.5 border-line border-l border-dashed pl-4 text-ink-muted">{children}</div>
    </Disclosure>
  );
}

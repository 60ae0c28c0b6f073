import type { ReactNode } from "react";
import type { BlockNode } from "@/lib/core/arrange-blocks.ts";
import { sizeWords } from "../amounts.ts";
import { Disclosure } from "./disclosure.tsx";

/** What Claude Code gave up and began again. Kept, because it was shown; folded, because it no longer counts. */
export function WithdrawnAttempt({ nodes, children }: { nodes: readonly BlockNode[]; children: ReactNode }) {
  return (
    <Disclosure
      className="my-1"
      summary={
        <>
          <span className="text-ink-faint">An attempt that was withdrawn</span>
          <span className="text-fine text-ink-faint">{sizeWords(nodes.map((node) => node.block.text).join(""))}</span>
        </>
      }
    >
      <div className="mb-2 ml-1.5 border-line border-l border-dashed pl-4 text-ink-muted">{children}</div>
    </Disclosure>
  );
}

"use client";
import { Link2 } from "lucide-react";
import { type ReactNode, useContext } from "react";
import type { Block } from "@/lib/core/message.ts";
import { CopyButton } from "../../markdown/copy-button.tsx";
import { blockAnchor } from "../message-words.ts";
import { FoldsContext, foldKey } from "./folds.ts";

/** What a link to a block leads to, and the button that copies such a link. */
export function BlockAnchor({ block, children }: { block: Block; children: ReactNode }) {
  const { named } = useContext(FoldsContext);
  const isNamed = named === foldKey(block);
  return (
    <div
      id={blockAnchor(block)}
      data-named={isNamed || undefined}
      className="relative data-named:before:absolute data-named:before:inset-y-1 data-named:before:-left-2 data-named:before:w-0.5 data-named:before:rounded-full data-named:before:bg-accent [&:focus-within>[data-link]]:opacity-100 [&:hover>[data-link]]:opacity-100"
    >
      {children}
      <div data-link className="absolute top-1 right-0 opacity-0">
        <CopyButton
          Icon={Link2}
          label="Copy the link to this part"
          text={() => addressOf(block)}
          className="size-6 bg-canvas [&_svg]:size-3.5"
        />
      </div>
    </div>
  );
}

/** With the message beside the anchor, which no server sees: the page opens where it is. */
function addressOf(block: Block): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${new URLSearchParams({ at: block.messageId })}#${blockAnchor(block)}`;
}

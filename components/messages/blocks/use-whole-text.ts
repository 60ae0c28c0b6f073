"use client";
import { useState } from "react";
import type { Block } from "@/lib/core/message.ts";

/** A text of which the page has only the beginning, and where the rest is. */
export interface CutText {
  messageId: string;
  /** The block's; null for what the message itself says. */
  position: number | null;
  /** Bytes of all of it. */
  size: number;
}

/** What was left out of a block's text; null when nothing was. */
export function cutOf(block: Block): CutText | null {
  const { messageId, position, wholeSize } = block;
  return wholeSize === undefined ? null : { messageId, position, size: wholeSize };
}

/** What was left out of what a message says; null when nothing was. */
export function contentCutOf(message: { messageId: string; wholeSize?: number }): CutText | null {
  const { messageId, wholeSize } = message;
  return wholeSize === undefined ? null : { messageId, position: null, size: wholeSize };
}

/** All of a text. @throws when the server is not reached, or it is gone */
export async function fetchWhole({ messageId, position }: CutText): Promise<string> {
  const address = `/api/messages/${encodeURIComponent(messageId)}/${position === null ? "content" : `blocks/${position}`}`;
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response.text();
}

export interface WholeText {
  /** null until it was asked for and has come. */
  text: string | null;
  state: "idle" | "reading" | "unreached";
  read: () => void;
}

/** Reads all of a text when it is asked for. */
export function useWholeText(cut: CutText | null): WholeText {
  const [text, setText] = useState<string | null>(null);
  const [state, setState] = useState<WholeText["state"]>("idle");
  const read = () => {
    if (!cut || state === "reading") return;
    setState("reading");
    fetchWhole(cut).then(
      (whole) => {
        setText(whole);
        setState("idle");
      },
      () => setState("unreached"),
    );
  };
  return { text, state, read };
}

/** What the button says that shows all of a text. */
export function showAllWords(state: WholeText["state"], size: string): string {
  if (state === "reading") return "Reading";
  return state === "unreached" ? "The server was not reached. Try again" : `Show all: ${size}`;
}

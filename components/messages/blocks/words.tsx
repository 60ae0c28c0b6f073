"use client";
import { useContext } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { MarkContext } from "../../markdown/mark-context.ts";
import { MarkedText } from "../../markdown/marked-text.tsx";

/** Words of a call, with nothing hidden in them, and what a search has found marked. */
export function Words({ text }: { text: string }) {
  return <MarkedText text={visibleText(text)} pattern={useContext(MarkContext)} />;
}

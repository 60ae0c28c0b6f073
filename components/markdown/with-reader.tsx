"use client";
import type { ReactNode } from "react";
import { readMarkdown } from "./read-markdown.ts";
import { ReaderContext } from "./use-markdown-nodes.ts";

/** Brings the reader of Markdown with the page, where the server read nothing beforehand. */
export function WithReader({ children }: { children: ReactNode }) {
  return <ReaderContext value={readMarkdown}>{children}</ReaderContext>;
}

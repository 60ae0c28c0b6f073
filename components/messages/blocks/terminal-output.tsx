"use client";
import clsx from "clsx";
import { useMemo } from "react";
import { type AnsiStyle, readAnsi } from "@/lib/core/ansi.ts";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { LongBody } from "./long-body.tsx";
import type { CutText } from "./use-whole-text.ts";

/** What a command wrote, in the colours that it gave it. */
export function TerminalOutput({ text, cut }: { text: string; cut: CutText | null }) {
  return (
    <LongBody text={text} cut={cut}>
      {(shown) => <Output output={shown} />}
    </LongBody>
  );
}

function Output({ output }: { output: string }) {
  const { text, spans } = useMemo(() => {
    const read = readAnsi(output);
    return { text: read.text, spans: read.spans.map((span) => ({ ...span, className: classOf(span.style) })) };
  }, [output]);
  return <CodeLines wrap text={text} spans={spans} className="px-3 py-2 text-ink-muted" />;
}

function classOf({ colour, background, bold, faint, italic, underlined, struck, inverse }: AnsiStyle): string {
  const [ink, ground] = inverse ? [background, colour ?? "white"] : [colour, background];
  return clsx(
    ink && ground === null && `ansi-${ink}`,
    // Colours on colours could be unreadable: the ground stays, the words are plain.
    ground && `ansi-on-${ground}`,
    bold && "font-semibold text-ink",
    faint && !ink && "text-ink-faint",
    italic && "italic",
    underlined && "underline",
    struck && "line-through",
  );
}

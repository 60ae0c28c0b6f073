import { FileText, ImageIcon, Info } from "lucide-react";
import type { ReactNode } from "react";
import type { Block } from "@/lib/core/message.ts";
import { isRefused, readToolResult } from "@/lib/core/tool-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { useHighlight } from "../../markdown/use-highlight.ts";
import { plural, sizeWords } from "../amounts.ts";
import { Framed } from "./framed.tsx";
import { LongBody } from "./long-body.tsx";
import { LongText } from "./long-text.tsx";
import { type CutText, cutOf } from "./use-whole-text.ts";

export interface ResultProps {
  result: Block;
  /** Draws what the tool answered in its own way; null where it can't, and it is drawn as text. */
  draw?: (text: string, cut: CutText | null, isError: boolean) => ReactNode;
}

/** What a tool answered, with what Claude Code put beside it apart. */
export function Result({ result, draw }: ResultProps) {
  const { text, notes, media } = readToolResult(result.text);
  const cut = cutOf(result);
  const isEmpty = text.trim() === "";
  return (
    <>
      {isEmpty || draw?.(text, cut, result.isError) || <PlainResult {...{ text, cut }} isError={result.isError} />}
      {isEmpty && notes.length + media.length === 0 ? <Quiet>It answered nothing.</Quiet> : null}
      {media.map(({ type, format, size }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: it is told by its place
        <p key={at} className="flex items-center gap-2 text-fine text-ink-muted">
          {type === "image" ? (
            <ImageIcon aria-hidden className="size-3.5" />
          ) : (
            <FileText aria-hidden className="size-3.5" />
          )}
          {[type === "image" ? "An image" : "A document", visibleText(format), size].filter(Boolean).join(" · ")}
          <span className="text-ink-faint">Its content is not kept.</span>
        </p>
      ))}
      {notes.map((note) => (
        <p key={note} className="flex gap-2 text-fine text-ink-faint [overflow-wrap:anywhere]">
          <Info aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span className="whitespace-pre-wrap">Claude Code noted: {visibleText(note)}</span>
        </p>
      ))}
    </>
  );
}

/** Words that need no frame. */
export function Quiet({ children }: { children: ReactNode }) {
  return <p className="text-fine text-ink-faint">{children}</p>;
}

interface PlainResultProps {
  text: string;
  cut: CutText | null;
  isError: boolean;
}

/** An answer as text: JSON tidied, a short one in one line. */
function PlainResult({ text, cut, isError }: PlainResultProps) {
  const json = cut || isError ? null : tidyJson(text);
  const copied = cut ? undefined : text;
  if (isError) {
    return (
      <Framed
        label={isRefused(text) ? "It was refused" : `It failed · ${extentOf(text, cut)}`}
        tone="danger"
        copied={copied}
      >
        <LongText text={text} cut={cut} />
      </Framed>
    );
  }
  return (
    <Framed label={`It answered · ${extentOf(text, cut)}`} copied={copied}>
      {json === null ? <LongText text={text} cut={cut} /> : <JsonText json={json} />}
    </Framed>
  );
}

function JsonText({ json }: { json: string }) {
  return (
    <LongBody text={json} cut={null}>
      {(shown) => <JsonCode text={visibleText(shown)} />}
    </LongBody>
  );
}

function JsonCode({ text }: { text: string }) {
  const spans = useHighlight(text, "json");
  return <CodeLines wrap text={text} spans={spans} className="px-3 py-2 text-ink-muted" />;
}

/** How much there is of a text. */
export function extentOf(text: string, cut: CutText | null): string {
  if (cut) return sizeWords(cut.size);
  return `${plural(text.replace(/\n$/, "").split("\n").length, "line")}, ${sizeWords(text)}`;
}

/** An object or a list as JSON in lines; null when the text is something else. */
function tidyJson(text: string): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null; // it only begins like JSON
  }
}

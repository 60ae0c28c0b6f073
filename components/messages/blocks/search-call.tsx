"use client";
import { useContext } from "react";
import type { Block } from "@/lib/core/message.ts";
import type { ToolCall } from "@/lib/core/tool-call.ts";
import { type FoundFile, readMatches } from "@/lib/core/tool-matches.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { MarkContext } from "../../markdown/mark-context.ts";
import { MarkedText } from "../../markdown/marked-text.tsx";
import { foundWords } from "./call-figures.ts";
import { Framed } from "./framed.tsx";
import { JsonView } from "./json-view.tsx";
import { LongBody } from "./long-body.tsx";
import { Quiet, Result } from "./result-text.tsx";
import type { Surroundings } from "./surroundings.ts";
import { withoutCwd } from "./tool-summary.ts";

export interface SearchCallProps {
  call: ToolCall & { kind: "search" };
  result: Block | null;
  surroundings: Surroundings;
}

/** What Grep or Glob looked for, and what it found, by file. */
export function SearchCall({ call, result, surroundings: { cwd } }: SearchCallProps) {
  const asked = Object.fromEntries([
    ...(call.pattern === null ? [] : [["pattern", call.pattern]]),
    ...(call.path === null ? [] : [["path", withoutCwd(call.path, cwd)]]),
    ...(call.mode === null ? [] : [["output", call.mode]]),
    ...call.options,
  ]);
  return (
    <>
      <JsonView value={asked} />
      {result ? (
        <Result
          result={result}
          draw={(text, cut, isError) => {
            if (isError) return null;
            const { files, notes } = readMatches(text, call.mode, call.path);
            if (files.length === 0) return <Quiet>{visibleText(notes.join(" ")) || "Nothing was found."}</Quiet>;
            return (
              <Framed
                label={[foundWords(files), ...notes.map(visibleText)].join(" · ")}
                copied={cut ? undefined : text}
              >
                <LongBody text={text} cut={cut}>
                  {(shown) => <Files files={readMatches(shown, call.mode, call.path).files} cwd={cwd} />}
                </LongBody>
              </Framed>
            );
          }}
        />
      ) : null}
    </>
  );
}

function Files({ files, cwd }: { files: readonly FoundFile[]; cwd: string | null }) {
  const pattern = useContext(MarkContext);
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2 px-3 py-2 font-mono text-fine leading-[1.125rem]">
      {files.map((file) => (
        <li key={file.path} className={file.lines.length === 0 ? "-my-0.5" : undefined}>
          <p className="text-ink [overflow-wrap:anywhere]">
            <MarkedText text={visibleText(withoutCwd(file.path, cwd))} pattern={pattern} />
            {file.count === null ? null : <span className="text-ink-faint"> {file.count}</span>}
          </p>
          {file.lines.map(({ number, text, found }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in what was found
            <p key={at} className={`flex gap-3 pl-3 ${found ? "text-ink-muted" : "text-ink-faint"}`}>
              {number === null ? null : (
                <span className="w-9 shrink-0 select-none text-right text-ink-faint">{number}</span>
              )}
              <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere] [tab-size:2]">
                <MarkedText text={visibleText(text)} pattern={pattern} />
              </span>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

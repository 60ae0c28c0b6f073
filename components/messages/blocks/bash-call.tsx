"use client";
import type { Block } from "@/lib/core/message.ts";
import type { ToolCall } from "@/lib/core/tool-call.ts";
import { commandResult, isRefused } from "@/lib/core/tool-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { useHighlight } from "../../markdown/use-highlight.ts";
import { durationOf } from "../amounts.ts";
import { Framed } from "./framed.tsx";
import { extentOf, Quiet, Result } from "./result-text.tsx";
import { TerminalOutput } from "./terminal-output.tsx";
import { Words } from "./words.tsx";

/** A command, and what it wrote. */
export function BashCall({ call, result }: { call: ToolCall & { kind: "bash" }; result: Block | null }) {
  const { command, background, timeout } = call;
  const facts = [
    call.description,
    background && "It runs in the background.",
    timeout !== null && `It is stopped after ${durationOf(timeout / 1000)}.`,
  ].filter(Boolean);
  return (
    <>
      {facts.length > 0 ? (
        <Quiet>
          <Words text={facts.join(" · ")} />
        </Quiet>
      ) : null}
      <Framed label="Command" copied={command}>
        <Command text={visibleText(command)} />
      </Framed>
      {result ? <Result result={result} draw={drawOutput} /> : null}
    </>
  );
}

function Command({ text }: { text: string }) {
  const spans = useHighlight(text, "bash");
  return <CodeLines wrap text={text} spans={spans} className="max-h-64 overflow-y-auto px-3 py-2" />;
}

function drawOutput(text: string, cut: Parameters<typeof TerminalOutput>[0]["cut"], isError: boolean) {
  if (isError && isRefused(text)) return null;
  const { exitCode, output } = commandResult(text);
  const ending = exitCode === null ? (isError ? "It failed" : "Output") : `Exit code ${exitCode}`;
  if (output.trim() === "")
    return <Quiet>{exitCode === null ? "It wrote nothing." : `${ending}, without output.`}</Quiet>;
  return (
    <Framed
      label={`${ending} · ${extentOf(output, cut)}`}
      tone={isError ? "danger" : "plain"}
      copied={cut ? undefined : output}
    >
      <TerminalOutput text={output} cut={cut} />
    </Framed>
  );
}

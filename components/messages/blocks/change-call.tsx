import type { Block } from "@/lib/core/message.ts";
import type { ToolCall } from "@/lib/core/tool-call.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { DiffView } from "./diff-view.tsx";
import { Framed } from "./framed.tsx";
import { Quiet, Result } from "./result-text.tsx";

export interface ChangeCallProps {
  call: ToolCall & { kind: "edit" | "write" };
  result: Block | null;
}

/** A change of a file: what it removes and adds. */
export function ChangeCall({ call, result }: ChangeCallProps) {
  const path = visibleText(call.path);
  return (
    <>
      {call.kind === "write" ? (
        <Framed
          label={<span className="font-mono">{call.cell ? `${path} · cell ${visibleText(call.cell)}` : path}</span>}
          copied={call.content}
        >
          <DiffView before="" after={call.content} path={call.cell === null ? call.path : ".py"} numbered />
        </Framed>
      ) : (
        call.edits.map(({ before, after, everywhere }, at) => (
          <Framed
            // biome-ignore lint/suspicious/noArrayIndexKey: it is told by its place
            key={at}
            label={
              <>
                <span className="font-mono">{path}</span>
                {call.edits.length > 1 ? ` · change ${at + 1} of ${call.edits.length}` : ""}
                {everywhere ? " · at every place" : ""}
              </>
            }
            copied={after}
          >
            <DiffView before={before} after={after} path={call.path} />
          </Framed>
        ))
      )}
      {result ? <Result result={result} draw={drawDone} /> : null}
    </>
  );
}

/** That it was done needs few words. */
function drawDone(text: string, _cut: unknown, isError: boolean) {
  return isError || text.includes("\n") ? null : <Quiet>{visibleText(text)}</Quiet>;
}

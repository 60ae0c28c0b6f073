import type { Block } from "@/lib/core/message.ts";
import { Framed } from "./framed.tsx";
import { JsonView } from "./json-view.tsx";
import { LongText } from "./long-text.tsx";
import { plainJson } from "./partial-json.ts";
import { Quiet, Result } from "./result-text.tsx";
import { type CutText, cutOf } from "./use-whole-text.ts";

/** A call of any other tool, or one that can't be read: its input by names, and what it answered. */
export function OtherCall({ block, result }: { block: Block; result: Block | null }) {
  return (
    <>
      <RawInput text={block.text} open={block.state === "open"} cut={cutOf(block)} />
      {result ? <Result result={result} /> : null}
    </>
  );
}

/** An input: its fields when it can be read, else the text as it came. */
export function RawInput({ text, open, cut }: { text: string; open: boolean; cut: CutText | null }) {
  const value = open || cut ? null : plainJson(text);
  if (value !== null && Object.keys(value).length === 0) return <Quiet>It was called with nothing.</Quiet>;
  if (value !== null) return <JsonView value={value} />;
  if (text === "") return null;
  return (
    <Framed label={open ? "Input, arriving" : "Input"}>
      <LongText text={text} cut={cut} />
    </Framed>
  );
}

import { ExternalLink } from "lucide-react";
import type { Block } from "@/lib/core/message.ts";
import { type ToolCall, webAddress } from "@/lib/core/tool-call.ts";
import { LongMarkdown } from "../long-markdown.tsx";
import { Framed } from "./framed.tsx";
import { extentOf, Quiet, Result } from "./result-text.tsx";
import { Words } from "./words.tsx";

/** A page that was fetched, or a search of the web. */
export function WebCall({ call, result }: { call: ToolCall & { kind: "web" }; result: Block | null }) {
  return (
    <>
      {call.url === null ? null : <Address text={call.url} />}
      {call.query === null ? null : (
        <p className="text-ink-muted text-small">
          <Words text={call.query} />
        </p>
      )}
      {call.prompt ? (
        <Quiet>
          Asked of the page: <Words text={call.prompt} />
        </Quiet>
      ) : null}
      {result ? (
        <Result
          result={result}
          draw={(text, cut, isError) =>
            isError ? null : (
              <Framed label={`It answered · ${extentOf(text, cut)}`} copied={cut ? undefined : text}>
                <div
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
                  tabIndex={0}
                  className="max-h-[32rem] overflow-y-auto px-3 py-2 text-small"
                >
                  <LongMarkdown text={text} cut={cut} open={false} />
                </div>
              </Framed>
            )
          }
        />
      ) : null}
    </>
  );
}

/** A link only where it leads to the web and shows where. */
function Address({ text }: { text: string }) {
  const url = webAddress(text);
  if (!url)
    return (
      <p className="font-mono text-fine text-ink-muted [overflow-wrap:anywhere]">
        <Words text={text} />
      </p>
    );
  return (
    <p className="flex items-center gap-2 text-small">
      <span className="font-medium text-ink">{url.hostname}</span>
      <a
        href={url.href}
        target="_blank"
        rel="noreferrer noopener nofollow"
        className="inline-flex min-w-0 items-center gap-1 text-accent text-fine underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
      >
        <span className="truncate font-mono">
          <Words text={url.href} />
        </span>
        <ExternalLink aria-label="opens in a new tab" className="size-3 shrink-0" />
      </a>
    </p>
  );
}

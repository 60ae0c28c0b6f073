import clsx from "clsx";
import type { ReactNode } from "react";
import type { MessageView, Run } from "@/lib/core/message.ts";
import { ElapsedTime } from "../ui/elapsed-time.tsx";
import { costWords, countWords, durationOf } from "./amounts.ts";

/** What an answer took: model, time, cost, tokens, turns. What isn't known, or is nothing, is left out. */
export function AnswerFacts({ message }: { message: MessageView }) {
  const { run } = message;
  if (!run) return null;
  const tokens = tokensIn(run) + (run.outputTokens ?? 0);
  const live = run.state !== "ended";
  return (
    <dl
      className={clsx(
        "flex min-w-0 gap-x-3 gap-y-0.5 text-fine text-ink-faint tabular-nums",
        // While it is written they share a line, so that the button below stays where it is when the model is known.
        live ? "max-lg:shrink-0" : "flex-wrap lg:grid",
      )}
    >
      <Fact name="Time" className={live ? "shrink-0" : ""}>
        <TimeTaken run={run} />
      </Fact>
      {run.model ? (
        <Fact name="Model" className={live ? "max-lg:hidden" : ""}>
          <span className="block truncate" title={run.model}>
            {modelWords(run.model)}
          </span>
        </Fact>
      ) : null}
      {run.costUsd ? <Fact name="Cost">{costWords(run.costUsd)}</Fact> : null}
      {tokens === 0 ? null : (
        <Fact name="Tokens">
          <span title={tokenWords(run)}>
            {countWords(tokensIn(run))} in, {countWords(run.outputTokens ?? 0)} out
          </span>
        </Fact>
      )}
      {run.turns === null || run.turns < 2 ? null : <Fact name="Turns">{run.turns} turns</Fact>}
    </dl>
  );
}

function Fact({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={clsx("min-w-0", className)}>
      <dt className="sr-only">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function TimeTaken({ run }: { run: Run }) {
  // Of a question that was never asked it would be the time in line.
  if (run.state === "ended" && run.sessionId === null) return null;
  if (run.state !== "ended") return <ElapsedTime since={run.startedAt} />;
  if (run.endedAt !== null) return durationOf(Math.max(0, run.endedAt - run.startedAt));
  return run.durationMs === null ? null : durationOf(run.durationMs / 1000);
}

/** "claude-sonnet-4-5-20250929" is known as "sonnet-4-5". */
function modelWords(model: string): string {
  return model.replace(/^claude-/, "").replace(/-20\d{6}$/, "");
}

function tokensIn(run: Run): number {
  return (run.inputTokens ?? 0) + (run.cacheReadTokens ?? 0) + (run.cacheWriteTokens ?? 0);
}

function tokenWords(run: Run): string {
  const cached = `${countWords(run.cacheReadTokens ?? 0)} read from the cache, ${countWords(run.cacheWriteTokens ?? 0)} written to it`;
  return `${countWords(run.inputTokens ?? 0)} in anew, ${cached}, ${countWords(run.outputTokens ?? 0)} out`;
}

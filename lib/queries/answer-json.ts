import type { Block, Run } from "../core/message.ts";
import type { AnswerEvent } from "./answer-teller.ts";

/** An event as one line of `--json`, and as one event of the HTTP API: the shapes are told in docs/cli.md, and are kept. */
export function jsonOf(event: AnswerEvent, messageId: string): Record<string, unknown> {
  switch (event.type) {
    case "text":
      return { type: "text", messageId, text: event.text };
    case "withdrawn":
      return { type: "withdrawn", messageId, characters: [...event.text].length, text: event.text };
    case "settled":
      return { type: "settled", messageId };
    case "block":
      return { type: "block", messageId, ...blockFields(event.block) };
    case "run":
      return { type: "run", messageId, ...runFields(event.run) };
    case "ended": {
      const { status, content, failure } = event.outcome;
      return { type: "ended", messageId, status, content, failure };
    }
  }
}

function blockFields({ position, kind, state, name, text, toolUseId, parentToolUseId, isError }: Block) {
  return { position, kind, state, name, text, toolUseId, parentToolUseId, isError };
}

function runFields(run: Run) {
  const { runId, state, queuePosition, activity, silentSince, startedAt, endedAt, model, sessionId } = run;
  const { costUsd, inputTokens, outputTokens, turns, durationMs } = run;
  return {
    ...{ runId, state, queuePosition, activity, silentSince, startedAt, endedAt, model, sessionId },
    ...{ costUsd, inputTokens, outputTokens, turns, durationMs },
  };
}

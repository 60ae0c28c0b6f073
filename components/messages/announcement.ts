import type { MessageView } from "@/lib/core/message.ts";
import { answerState } from "./answer-state.ts";
import { placeWords } from "./queue-words.ts";

/** How an answer stands, as far as it is worth being said aloud. */
export type Phase = "queued" | "answering" | "silent" | "ended" | "other";

export function phaseOf(message: MessageView): Phase {
  const state = answerState(message);
  switch (state) {
    case "queued":
    case "silent":
      return state;
    case "starting":
    case "running":
    case "stopping":
      return "answering";
    case "other":
      return message.status === "processing" ? "answering" : "other";
    default:
      return "ended";
  }
}

/**
 * What a screen reader is told when an answer begins, falls silent or ends; once, and never the text itself, which
 * would not stop. That a silence is over shows by itself.
 * @param before its phase when it was looked at last; undefined for a new one
 */
export function announcement(before: Phase | undefined, message: MessageView): string | null {
  const phase = phaseOf(message);
  if (before === phase || (before === "silent" && phase === "answering")) return null;
  const { module, run, status } = message;
  switch (phase) {
    case "queued":
      return `Question to ${module} waits: ${placeWords(run?.queuePosition ?? null).toLowerCase()}`;
    case "answering":
      return `${module} is answering`;
    case "silent":
      return `${module} has said nothing for a while`;
    case "ended":
      return endSentence(message);
    default:
      return `Answer of ${module}: ${status}`;
  }
}

function endSentence(message: MessageView): string {
  const { module } = message;
  const state = answerState(message);
  return state === "withdrawn" ? `Question to ${module} withdrawn` : `Answer of ${module} ${state.replace("-", " ")}`;
}

import type { Failure } from "@/lib/core/failure.ts";
import type { MessageView, Run } from "@/lib/core/message.ts";

/** How an answer stands, as a page tells it. "other" is a status that another program wrote, shown as it is. */
export type AnswerState =
  | "queued"
  | "starting"
  | "running"
  | "silent"
  | "stopping"
  | "complete"
  | "failed"
  | "timed-out"
  | "stopped"
  | "withdrawn"
  | "other";

/** What tells how an answer stands. */
export interface Standing {
  status: string;
  run: (Pick<Run, "state" | "silentSince" | "sessionId"> & { failure: Pick<Failure, "code"> | null }) | null;
}

/** How an answer stands: its status tells whether it has ended, its run the rest. */
export function answerState({ status, run }: Standing): AnswerState {
  if (status === "complete") return "complete";
  if (status === "failed") return failedState(run);
  if (status !== "processing" || run === null) return "other";
  if (run.state === "queued" || run.state === "stopping") return run.state;
  if (run.silentSince !== null) return "silent";
  return run.state === "starting" ? "starting" : "running";
}

/** A question without a session was withdrawn: one is chosen just before the process is launched. */
function failedState(run: Standing["run"]): AnswerState {
  switch (run?.failure?.code) {
    case "stopped-by-user":
      return run.sessionId === null ? "withdrawn" : "stopped";
    case "timeout-silent":
    case "timeout-total":
      return "timed-out";
    default:
      return "failed";
  }
}

/** Whether an answer ended badly by itself; one that a person stopped or withdrew has not. */
export function wentWrong(message: Standing): boolean {
  const state = answerState(message);
  return state === "failed" || state === "timed-out";
}

/** Whether an answer waits for its turn. */
export function isQueued(message: Standing): boolean {
  return answerState(message) === "queued";
}

/** Whether it is written for Switchboard, which can stop it; a session in a terminal is stopped there. */
export function isStoppable({ run }: Pick<MessageView, "run">): boolean {
  return run !== null && run.origin === null;
}

const WORDS: Readonly<Record<Exclude<AnswerState, "other">, string>> = {
  queued: "Queued",
  starting: "Starting",
  running: "Running",
  silent: "Silent",
  stopping: "Stopping",
  complete: "Complete",
  failed: "Failed",
  "timed-out": "Timed out",
  stopped: "Stopped",
  withdrawn: "Withdrawn",
};

/** A state in a word. */
export function stateWord(state: Exclude<AnswerState, "other">): string {
  return WORDS[state];
}

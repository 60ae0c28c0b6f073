import type { MessageView } from "@/lib/core/message.ts";
import { isQueued } from "./answer-state.ts";

/** "Next in line", "2nd in line", "21st in line"; "In line" while the place isn't known. */
export function placeWords(position: number | null): string {
  if (position === null) return "In line";
  return position === 1 ? "Next in line" : `${ordinal(position)} in line`;
}

function ordinal(count: number): string {
  const isTeen = count % 100 > 10 && count % 100 < 14;
  const ending = isTeen ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[count % 10] ?? "th");
  return `${count}${ending}`;
}

export interface Wait {
  position: number | null;
  /** Whether its module still answers, or is yet to answer, an earlier question of the thread. */
  afterEarlier: boolean;
  /** How many answers are being written now. */
  running: number;
}

/**
 * What a queued answer waits for, in a sentence. One that waits for its own module is told no place: others pass it.
 */
export function waitWords({ position, afterEarlier, running }: Wait): string {
  if (afterEarlier) return "Waits for the answer above.";
  const place = placeWords(position);
  if (running === 0) return `${place}.`;
  return `${place}, while ${running === 1 ? "another answer is" : `${running} other answers are`} being written.`;
}

/** Whether a queued answer waits for an earlier one of its module in its thread: a session answers once at a time. */
export function waitsForEarlier(message: MessageView, others: readonly MessageView[]): boolean {
  const { module, threadId, run } = message;
  return others.some(
    (other) =>
      other.threadId === threadId &&
      other.module === module &&
      other.messageId !== message.messageId &&
      other.run !== null &&
      other.run.state !== "ended" &&
      other.run.origin === null &&
      (!isQueued(other) || (other.run.queuePosition ?? 0) < (run?.queuePosition ?? 0)),
  );
}

/** From so many seconds on, a silence is worth a look. */
export const LONG_SILENCE = 60;

/** "42 s", "2 min", "1 h 4 min": how long a process has said nothing. */
export function silenceWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

import { Check, Clock, OctagonPause, TimerOff, Undo2, X } from "lucide-react";
import { Badge, type Tone } from "../ui/badge.tsx";
import { LiveDot } from "../ui/live-dot.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";
import { type AnswerState, answerState, type Standing, stateWord } from "./answer-state.ts";
import { SilentBadge } from "./silence.tsx";

interface Look {
  tone: Tone;
  /** What stands before the word; null is the dot of what goes on. */
  Icon: typeof Check | null;
}

const calm = (Icon: Look["Icon"]): Look => ({ tone: "neutral", Icon });
const live: Look = { tone: "live", Icon: null };

const LOOKS: Readonly<Record<Exclude<AnswerState, "other" | "silent">, Look>> = {
  queued: calm(Clock),
  starting: live,
  running: live,
  stopping: calm(OctagonPause),
  complete: calm(Check),
  failed: { tone: "danger", Icon: X },
  "timed-out": { tone: "danger", Icon: TimerOff },
  stopped: calm(OctagonPause),
  withdrawn: calm(Undo2),
};

/** How an answer stands. */
export function AnswerStatus({ message }: { message: Standing }) {
  const state = answerState(message);
  if (state === "other") return <StatusBadge status={message.status} />;
  if (state === "silent") return <SilentBadge since={message.run?.silentSince ?? 0} />;
  const { tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} mark={Icon ? <Icon aria-hidden className="size-3.5" /> : <LiveDot />}>
      {stateWord(state)}
    </Badge>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { stopQueryAction } from "@/app/actions.ts";
import { FanOutScreen, type ShownAnswer } from "@/components/fan-out/fan-out-screen.tsx";
import { isSwitchboardError } from "@/lib/core/failure.ts";
import type { FanOutAnswer } from "@/lib/core/fan-out.ts";
import { readFanOut } from "@/lib/queries/ask-many.ts";
import { readFirstWindow } from "@/lib/queries/read-thread.ts";
import { readHome } from "@/lib/queries/reads.ts";
import { askForSummaryAction } from "../fan-out-actions.ts";

export const metadata: Metadata = { title: "Several answers" };

interface FanOutPageProps {
  params: Promise<{ fanOutId: string }>;
}

export default async function FanOutPage({ params }: FanOutPageProps) {
  const { fanOutId } = await params;
  const fanOut = await readFanOut(fanOutId);
  if (!fanOut) notFound();
  const [answers, { modules }] = await Promise.all([Promise.all(fanOut.answers.map(shown)), readHome()]);
  return (
    <FanOutScreen
      key={fanOutId}
      {...{ fanOut, answers }}
      modules={modules.map(({ name, path }) => ({ name, path }))}
      stopQuery={stopQueryAction}
      askForSummary={askForSummaryAction}
    />
  );
}

/** A thread may have been deleted, or the answer in it: its place says so. */
async function shown(answer: FanOutAnswer): Promise<ShownAnswer> {
  const { threadId, messageId } = answer;
  if (threadId === null || messageId === null) return { ...answer, window: null };
  try {
    return { ...answer, window: await readFirstWindow(threadId, { at: "around", messageId }) };
  } catch (error) {
    if (!isSwitchboardError(error) || error.code !== "message-unknown") throw error;
    return { ...answer, window: null };
  }
}

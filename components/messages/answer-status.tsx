import { OctagonPause } from "lucide-react";
import type { MessageView } from "@/lib/core/message.ts";
import { Badge } from "../ui/badge.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";

/** Whether an answer ended because someone stopped it: it failed, but nothing went wrong. */
export function wasStopped({ run }: MessageView): boolean {
  return run?.failure?.code === "stopped-by-user";
}

/** The status of an answer. */
export function AnswerStatus({ message }: { message: MessageView }) {
  if (!wasStopped(message)) return <StatusBadge status={message.status} />;
  return <Badge mark={<OctagonPause aria-hidden className="size-3.5" />}>Stopped</Badge>;
}

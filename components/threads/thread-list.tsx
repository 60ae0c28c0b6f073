import type { ThreadSummary } from "@/lib/core/message.ts";
import { rowsClass } from "../ui/row-class.ts";
import { ThreadRow } from "./thread-row.tsx";

export function ThreadList({ threads }: { threads: ThreadSummary[] }) {
  return (
    <ul className={rowsClass}>
      {threads.map((thread) => (
        <ThreadRow key={thread.threadId} thread={thread} />
      ))}
    </ul>
  );
}

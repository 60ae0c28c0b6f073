import type { ThreadSummary } from "@/lib/core/message.ts";
import { ThreadRow } from "./thread-row.tsx";

export function ThreadList({ threads }: { threads: ThreadSummary[] }) {
  return (
    <ul className="-mx-3 border-line border-t">
      {threads.map((thread) => (
        <ThreadRow key={thread.threadId} thread={thread} />
      ))}
    </ul>
  );
}

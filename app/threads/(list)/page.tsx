import type { Metadata } from "next";
import { ThreadBoard } from "@/components/threads/thread-board.tsx";
import { ThreadFilters } from "@/components/threads/thread-filters.tsx";
import { ThreadToolbar } from "@/components/threads/thread-toolbar.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { threadAddress, threadQuery } from "@/lib/core/thread-address.ts";
import { readThreadCounts, readThreadList } from "@/lib/queries/read-threads.ts";
import { readOrRefusal } from "../../refusal.ts";
import {
  archiveThreadsAction,
  deleteThreadsAction,
  pinThreadsAction,
  renameThreadAction,
  tagThreadsAction,
  untagThreadsAction,
} from "../../thread-actions.ts";

export const metadata: Metadata = { title: "Threads" };

interface ThreadsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const actions = {
  archiveThreads: archiveThreadsAction,
  deleteThreads: deleteThreadsAction,
  pinThreads: pinThreadsAction,
  renameThread: renameThreadAction,
  tagThreads: tagThreadsAction,
  untagThreads: untagThreadsAction,
};

export default async function ThreadsPage({ searchParams }: ThreadsPageProps) {
  const params = await searchParams;
  const address = threadAddress((name) => [params[name]].flat()[0]);
  const read = await readOrRefusal(Promise.all([readThreadList(address), readThreadCounts()]));
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  const [initial, counts] = read.value;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-4 lg:grid-cols-[minmax(0,1fr)_14rem] lg:grid-rows-[auto_1fr]">
      <h1 className="sr-only">Threads</h1>
      <div className="lg:col-start-1">
        <ThreadToolbar address={address} />
      </div>
      <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-1.5">
        <ThreadFilters address={address} counts={counts} />
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2 lg:col-start-1">
        <ThreadBoard key={threadQuery(address)} {...{ initial, counts, address, timeZone, actions }} />
      </div>
    </div>
  );
}

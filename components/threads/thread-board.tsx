"use client";
import { ListChecks } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ThreadCounts, ThreadListView, ThreadSummary } from "@/lib/core/message.ts";
import { isNarrowed, type ThreadAddress } from "@/lib/core/thread-address.ts";
import { shownThreads } from "@/lib/core/thread-rows.ts";
import { useLiveThreads, useThreadCounts } from "../live/use-live-threads.ts";
import { Button } from "../ui/button.tsx";
import { ChosenBar } from "./chosen-bar.tsx";
import { NoThreads } from "./no-threads.tsx";
import { ShowNext } from "./show-next.tsx";
import { ThreadKeys } from "./thread-keys.tsx";
import type { ThreadListActions } from "./thread-list-actions.ts";
import { ThreadSections } from "./thread-sections.tsx";

export interface ThreadBoardProps {
  initial: ThreadListView;
  counts: ThreadCounts;
  address: ThreadAddress;
  /** The server's: days are cut by it until the page lives. */
  timeZone: string;
  actions: ThreadListActions;
}

/** The list of threads, live, with what can be done to several of them. Give it a key by its address. */
export function ThreadBoard({ initial, counts: initialCounts, address, timeZone, actions }: ThreadBoardProps) {
  const { rows, loadMore, loading, failed } = useLiveThreads(initial, address);
  const counts = useThreadCounts(initialCounts) ?? initialCounts;
  const { pinned, others } = useMemo(
    () => shownThreads(rows, address.sort, address.shelf === "list" && address.group === "day"),
    [rows, address],
  );
  const all = useMemo(() => [...pinned, ...others], [pinned, others]);
  const choice = useChoice(all);
  if (all.length === 0) return <NoThreads address={address} />;
  return (
    <>
      <ThreadKeys onChoose={choice.toggle} />
      <div className="flex min-h-7 items-center justify-between gap-3">
        <p role="status" className="text-ink-muted text-small tabular-nums">
          {countWords(address, all.length, rows.next !== null, counts)}
        </p>
        <Button size="small" variant="quiet" aria-pressed={choice.choosing} onClick={choice.flip} className="-mr-2">
          <ListChecks aria-hidden className="size-4" />
          {choice.choosing ? "Stop choosing" : "Choose"}
        </Button>
      </div>
      <ThreadSections
        {...{ address, timeZone, counts, pinned, others }}
        more={rows.next !== null}
        chosen={choice.chosen}
        onChoose={choice.choosing ? choice.choose : undefined}
      />
      {rows.next !== null ? <ShowNext shown={all.length} {...{ loadMore, loading, failed }} /> : null}
      {choice.choosing ? (
        <ChosenBar threads={choice.threads} all={all} actions={actions} setChosen={choice.set} onClose={choice.flip} />
      ) : null}
    </>
  );
}

function countWords(address: ThreadAddress, shown: number, more: boolean, counts: ThreadCounts): string {
  const words = (count: string, one: boolean) => `${count} ${one ? "thread" : "threads"}`;
  if (address.group === "module") return "The newest threads of each module";
  if (!isNarrowed(address)) return words(counts.all.toLocaleString("en"), counts.all === 1);
  return more ? words(`${shown} or more`, false) : words(String(shown), shown === 1);
}

/** Which threads are chosen; those that leave the list are chosen no more. */
function useChoice(all: readonly ThreadSummary[]) {
  const [choosing, setChoosing] = useState(false);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const listed = useRef(all);
  listed.current = all;
  const threads = useMemo(() => all.filter((thread) => ids.has(thread.threadId)), [all, ids]);
  const choose = useCallback((threadId: string, range: boolean) => {
    const order = listed.current.map((thread) => thread.threadId);
    const [from, to] = [last.current === null ? -1 : order.indexOf(last.current), order.indexOf(threadId)];
    last.current = threadId;
    setIds((known) => {
      const next = new Set(known);
      const on = !known.has(threadId);
      const concerned = range && from >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [threadId];
      for (const id of concerned) on ? next.add(id) : next.delete(id);
      return next;
    });
  }, []);
  return {
    choosing,
    chosen: ids,
    threads,
    choose,
    /** By key: choosing begins with the first thread that is chosen. */
    toggle: (threadId: string) => {
      setChoosing(true);
      choose(threadId, false);
    },
    flip: () => {
      setChoosing((on) => !on);
      setIds(new Set());
    },
    set: (next: readonly string[]) => setIds(new Set(next)),
  };
}

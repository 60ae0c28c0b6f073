"use client";
import Link from "next/link";
import { useId, useSyncExternalStore } from "react";
import type { ThreadCounts, ThreadSummary } from "@/lib/core/message.ts";
import { isNarrowed, type ThreadAddress, threadsHref } from "@/lib/core/thread-address.ts";
import { dayWords, threadDays } from "@/lib/core/thread-days.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import { useClock } from "../ui/use-clock.ts";
import { ThreadRow, type ThreadRowProps } from "./thread-row.tsx";

export interface ThreadSectionsProps extends Pick<ThreadRowProps, "onChoose"> {
  address: ThreadAddress;
  timeZone: string;
  counts: ThreadCounts;
  pinned: ThreadSummary[];
  others: ThreadSummary[];
  /** Whether there are more pages. */
  more: boolean;
  chosen: ReadonlySet<string>;
}

/** So many threads of a module are shown. */
const OF_MODULE = 5;

/** The list under headings: pinned threads, then days or modules; in the order of titles there are no days. */
export function ThreadSections(props: ThreadSectionsProps) {
  const { address, pinned, others } = props;
  if (address.group === "module") return <ByModule {...props} threads={[...pinned, ...others]} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
      {pinned.length > 0 ? <Section {...props} heading="Pinned" count={pinned.length} threads={pinned} /> : null}
      {address.sort === "title" ? (
        others.length > 0 && <Section {...props} heading={pinned.length > 0 ? "Others" : null} threads={others} />
      ) : (
        <ByDay {...props} />
      )}
    </div>
  );
}

const never = () => () => {};

/** The reader's time zone; until the page lives the server's, so that both draw the same. */
function useTimeZone(ofServer: string): string {
  const ofReader = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
  return useSyncExternalStore(never, ofReader, () => ofServer);
}

function ByDay(props: ThreadSectionsProps) {
  const { address, others, more } = props;
  const timeZone = useTimeZone(props.timeZone);
  const now = useClock(30);
  const timeOf = (thread: ThreadSummary) => (address.sort === "created" ? thread.createdAt : thread.lastActivityAt);
  const days = threadDays(others, timeOf, timeZone);
  return days.map(({ day, threads }, at) => (
    <Section
      key={day}
      {...props}
      heading={dayWords(day, now, timeZone)}
      // The last day may go on with the next page.
      count={more && at === days.length - 1 ? `${threads.length}+` : threads.length}
      threads={threads}
    />
  ));
}

function ByModule({ threads, ...props }: ThreadSectionsProps & { threads: ThreadSummary[] }) {
  const { address, counts } = props;
  const known = new Map(counts.modules.map(({ name, threads: count }) => [name, count]));
  const found = new Set(threads.flatMap((thread) => thread.modules));
  const names = [...known.keys(), ...[...found].filter((name) => !known.has(name))].filter(
    (name) => found.has(name) && (address.module === null || address.module === name),
  );
  const total = (name: string) => (isNarrowed({ ...address, module: null }) ? undefined : known.get(name));
  const hidden = address.module === null ? counts.modules.filter(({ name }) => !found.has(name)).length : 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
      {names.map((name) => {
        const ofModule = threads.filter((thread) => thread.modules.includes(name));
        return (
          <div key={name} className="grid grid-cols-[minmax(0,1fr)] gap-2">
            <Section {...props} heading={name} count={total(name)} threads={ofModule.slice(0, OF_MODULE)} />
            {ofModule.length >= OF_MODULE ? (
              <Link
                href={threadsHref({ ...address, group: "day", module: name })}
                prefetch={false}
                className="justify-self-start text-ink-muted text-small underline decoration-line-strong underline-offset-3 hover:text-ink"
              >
                All threads of {visibleText(name)}
              </Link>
            ) : null}
          </div>
        );
      })}
      {hidden > 0 && !isNarrowed(address) ? (
        <p className="text-ink-muted text-small">
          {hidden} more {hidden === 1 ? "module has" : "modules have"} threads: choose one under “Module”.
        </p>
      ) : null}
    </div>
  );
}

interface SectionProps extends Pick<ThreadSectionsProps, "address" | "chosen" | "onChoose"> {
  heading: string | null;
  count?: number | string | undefined;
  threads: readonly ThreadSummary[];
}

function Section({ heading, count, threads, address, chosen, onChoose }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={heading === null ? undefined : id}
      aria-label={heading === null ? "Threads" : undefined}
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
    >
      {heading === null ? null : (
        <SectionHeading id={id} count={typeof count === "number" ? count.toLocaleString("en") : count}>
          {heading}
        </SectionHeading>
      )}
      <ul className={rowsClass}>
        {threads.map((thread) => (
          <ThreadRow
            key={thread.threadId}
            thread={thread}
            time={address.sort === "created" ? "created" : "activity"}
            chosen={chosen.has(thread.threadId)}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </section>
  );
}

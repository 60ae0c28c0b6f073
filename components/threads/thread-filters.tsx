"use client";
import clsx from "clsx";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import type { ThreadCounts } from "@/lib/core/message.ts";
import { type ThreadAddress, threadsHref } from "@/lib/core/thread-address.ts";
import type { ThreadSource, ThreadState } from "@/lib/core/thread-filter.ts";
import { useThreadCounts } from "../live/use-live-threads.ts";
import { Button } from "../ui/button.tsx";
import { FilterChoice } from "../ui/filter-choice.tsx";

const STATES: { status: ThreadState; words: string }[] = [
  { status: "live", words: "Live" },
  { status: "failed", words: "Failed" },
  { status: "complete", words: "Complete" },
];
const SOURCES: { source: ThreadSource; words: string }[] = [
  { source: "here", words: "Asked here" },
  { source: "history", words: "Imported history" },
  { source: "other", words: "Other programs" },
];
/** So many modules and tags are shown at first. */
const SHOWN = 12;

export interface ThreadFiltersProps {
  address: ThreadAddress;
  counts: ThreadCounts;
}

/** Narrows the list. Plain links, so each list has an address of its own; the numbers are those of the whole list. */
export function ThreadFilters({ address, counts: initial }: ThreadFiltersProps) {
  const counts = useThreadCounts(initial) ?? initial;
  // Where there is no room beside the list, it stands closed above it.
  const [open, setOpen] = useState(false);
  const active = activeWords(address);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <div className="flex min-w-0 items-center gap-2 lg:hidden">
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          <SlidersHorizontal aria-hidden className="size-3.5" />
          Filters
        </Button>
        {active.length > 0 ? <p className="min-w-0 truncate text-ink-muted text-small">{active.join(" · ")}</p> : null}
      </div>
      <Groups address={address} counts={counts} open={open} />
    </div>
  );
}

/** What narrows the list now, in words. */
function activeWords(address: ThreadAddress): string[] {
  const { shelf, status, source, module, tag } = address;
  const shown = [
    ...STATES.filter((state) => state.status === status),
    ...SOURCES.filter((from) => from.source === source),
  ];
  const words = shown.map((choice) => choice.words);
  if (shelf !== "list") words.unshift(shelf === "pinned" ? "Pinned" : "Archived");
  return [...words, ...[module, tag].filter((name) => name !== null)];
}

function Groups({ address, counts, open }: { address: ThreadAddress; counts: ThreadCounts; open: boolean }) {
  const to = (change: Partial<ThreadAddress>) => threadsHref({ ...address, ...change });
  return (
    <nav
      aria-label="Narrow the list"
      className={clsx(
        "grid grid-cols-[minmax(0,1fr)] content-start gap-3 lg:gap-6",
        open ? "border-line border-b pb-3 lg:border-b-0 lg:pb-0" : "max-lg:hidden",
      )}
    >
      <Group title="Show">
        <FilterChoice
          href={to({ shelf: "list", status: null })}
          chosen={address.shelf === "list" && !address.status}
          words="All threads"
          count={counts.all}
        />
        <FilterChoice
          href={to({ shelf: "pinned" })}
          chosen={address.shelf === "pinned"}
          words="Pinned"
          count={counts.pinned}
        />
        {STATES.map(({ status, words }) => (
          <FilterChoice
            key={status}
            href={to({ status: address.status === status ? null : status })}
            chosen={address.status === status}
            words={words}
            count={status === "complete" ? null : counts[status]}
          />
        ))}
        <FilterChoice
          href={to({ shelf: address.shelf === "archived" ? "list" : "archived" })}
          chosen={address.shelf === "archived"}
          words="Archived"
          count={counts.archived}
        />
      </Group>
      <Named
        title="Module"
        any="Any module"
        chosen={address.module}
        entries={counts.modules}
        href={(module) => to({ module })}
      />
      {counts.tags.length > 0 || address.tag ? (
        <Named title="Tag" any="Any tag" chosen={address.tag} entries={counts.tags} href={(tag) => to({ tag })} />
      ) : null}
      <Group title="From">
        <FilterChoice href={to({ source: null })} chosen={!address.source} words="Anywhere" />
        {SOURCES.map(({ source, words }) => (
          <FilterChoice key={source} href={to({ source })} chosen={address.source === source} words={words} />
        ))}
      </Group>
    </nav>
  );
}

interface NamedProps {
  title: string;
  any: string;
  chosen: string | null;
  entries: readonly { name: string; threads: number }[];
  href: (name: string | null) => string;
}

function Named({ title, any, chosen, entries, href }: NamedProps) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, SHOWN);
  const hidden = entries.length - shown.length;
  // What is chosen is shown, however few threads it has.
  const missing = chosen !== null && !shown.some(({ name }) => name === chosen);
  return (
    <Group title={title}>
      <FilterChoice href={href(null)} chosen={chosen === null} words={any} />
      {missing ? <FilterChoice href={href(chosen)} chosen words={chosen} /> : null}
      {shown.map(({ name, threads }) => (
        <FilterChoice key={name} href={href(name)} chosen={chosen === name} words={name} count={threads} />
      ))}
      {hidden > 0 ? (
        <li className="max-lg:shrink-0">
          <Button size="small" variant="quiet" onClick={() => setAll(true)}>
            Show {hidden} more
          </Button>
        </li>
      ) : null}
    </Group>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5 max-lg:flex max-lg:items-center max-lg:gap-1">
      <h2 className="w-14 shrink-0 font-medium text-fine text-ink-faint">{title}</h2>
      <ul className="flex min-w-0 gap-1 max-lg:-my-1 max-lg:-mr-4 max-lg:overflow-x-auto max-lg:py-1 max-lg:pr-4 lg:-ml-2 lg:max-h-[50dvh] lg:flex-col lg:gap-px lg:overflow-y-auto">
        {children}
      </ul>
    </section>
  );
}

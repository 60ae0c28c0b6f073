import clsx from "clsx";
import { ArrowLeft, ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { RawEvents } from "@/lib/core/raw-events.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { plural, sizeWords } from "../messages/amounts.ts";
import { messageAnchor } from "../messages/message-words.ts";
import { buttonClass } from "../ui/button-class.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { EventLine } from "./event-line.tsx";

/** Which lines a page shows. */
export interface EventsAddress {
  threadId: string;
  messageId: string;
  type: string | null;
  from: { offset: number; line: number };
}

export interface EventsScreenProps {
  events: RawEvents;
  address: EventsAddress;
}

type Kept = Extract<RawEvents, { file: string }>;

/** The lines of the run that wrote an answer, as they are. */
export function EventsScreen({ events, address }: EventsScreenProps) {
  const back = `/threads/${encodeURIComponent(address.threadId)}#${messageAnchor(address.messageId)}`;
  return (
    <div className="grid max-w-[60rem] grid-cols-[minmax(0,1fr)] gap-4">
      <header className="grid gap-1.5 border-line border-b pb-4">
        <Link
          href={back}
          prefetch={false}
          className="-ml-0.5 inline-flex h-6 items-center gap-1 justify-self-start text-ink-muted text-small hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          The answer of {visibleText(events.module)}
        </Link>
        <h1 className="font-semibold text-title">Raw events</h1>
        {events.source === null ? null : <Source events={events} />}
      </header>
      {events.source === null ? <NotKept places={events.places} /> : <Lines events={events} address={address} />}
    </div>
  );
}

function Source({ events }: { events: Kept }) {
  const words = events.source === "spool" ? "What the process printed" : "From Claude Code’s transcript of the session";
  return (
    <p className="text-ink-muted text-small">
      {words}: <code className="font-mono text-fine [overflow-wrap:anywhere]">{events.file}</code>{" "}
      <span className="text-ink-faint tabular-nums">({sizeWords(events.size)})</span>
    </p>
  );
}

function NotKept({ places }: { places: readonly string[] }) {
  return (
    <EmptyState title="The events of this answer are not kept any more.">
      <p>
        Switchboard keeps what a process printed until its answer is complete; of one that failed, for a week. Claude
        Code keeps a transcript for as long as its own settings say. What the answer says and did stays in its thread.
      </p>
      {places.length > 0 ? (
        <ul className="grid gap-1">
          {places.map((place) => (
            <li key={place} className="font-mono text-fine [overflow-wrap:anywhere]">
              {place}
            </li>
          ))}
        </ul>
      ) : null}
    </EmptyState>
  );
}

function Lines({ events, address }: { events: Kept; address: EventsAddress }) {
  const { lines, next, counts, isLive } = events;
  return (
    <>
      {isLive ? (
        <Notice title="This answer is still being written.">
          <p>
            These are the lines so far.{" "}
            <a href={hrefOf(address, {})} className="underline underline-offset-2">
              Read them anew
            </a>
          </p>
        </Notice>
      ) : null}
      <Types counts={counts} address={address} />
      {lines.length > 0 ? (
        <ol className="border-line border-t">
          {lines.map((line) => (
            <EventLine key={line.number} line={line} />
          ))}
        </ol>
      ) : (
        <p className="py-4 text-ink-muted text-small">There is no such line here.</p>
      )}
      <nav aria-label="Pages" className="flex gap-2">
        {address.from.offset > 0 ? (
          <Link href={hrefOf(address, { from: { offset: 0, line: 0 } })} className={buttonClass()} prefetch={false}>
            <ArrowLeft aria-hidden className="size-3.5" />
            To the beginning
          </Link>
        ) : null}
        {next ? (
          <Link href={hrefOf(address, { from: next })} className={buttonClass()} prefetch={false}>
            More lines
            <ArrowRight aria-hidden className="size-3.5" />
          </Link>
        ) : null}
      </nav>
    </>
  );
}

function Types({ counts, address }: { counts: Kept["counts"]; address: EventsAddress }) {
  const beginning = { from: { offset: 0, line: 0 } };
  const all = counts.types.reduce((sum, { lines }) => sum + lines, 0);
  const more = counts.isWhole ? "" : "+";
  return (
    <nav aria-label="Types of lines" className="flex flex-wrap gap-1.5">
      <TypeLink href={hrefOf(address, { type: null, ...beginning })} isChosen={address.type === null}>
        All <Count>{`${plural(all, "line")}${more}`}</Count>
      </TypeLink>
      {counts.types.map(({ name, lines }) => (
        <TypeLink key={name} href={hrefOf(address, { type: name, ...beginning })} isChosen={address.type === name}>
          <span className="font-mono">{name}</span> <Count>{`${lines}${more}`}</Count>
        </TypeLink>
      ))}
    </nav>
  );
}

function TypeLink({ href, isChosen, children }: { href: string; isChosen: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isChosen ? "true" : undefined}
      className={clsx(
        "inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-fine",
        isChosen ? "border-accent bg-accent-wash text-ink" : "border-line-strong text-ink-muted hover:bg-hover",
      )}
    >
      {children}
    </Link>
  );
}

function Count({ children }: { children: ReactNode }) {
  return <span className="text-ink-muted tabular-nums">{children}</span>;
}

function hrefOf(address: EventsAddress, change: Partial<Pick<EventsAddress, "type" | "from">>): string {
  const { threadId, messageId, type, from } = { ...address, ...change };
  const search = new URLSearchParams();
  if (type !== null) search.set("type", type);
  if (from.offset > 0) search.set("from", `${from.offset}.${from.line}`);
  const query = search.size > 0 ? `?${search}` : "";
  return `/threads/${encodeURIComponent(threadId)}/events/${encodeURIComponent(messageId)}${query}`;
}

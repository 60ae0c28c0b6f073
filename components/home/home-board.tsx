"use client";
import clsx from "clsx";
import Link from "next/link";
import { useRef } from "react";
import type { LiveAnswer } from "@/lib/core/message.ts";
import type { SettledAnswer } from "@/lib/core/settled-answer.ts";
import { SETTLED_SECONDS } from "@/lib/core/settled-answer.ts";
import { inLine } from "../live/in-line.ts";
import { LiveAnswerCard, type StopQuery } from "../live/live-answer-card.tsx";
import { useSharedHome } from "../shell/live-home.tsx";
import { ThreadList } from "../threads/thread-list.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import { useClock } from "../ui/use-clock.ts";
import { isWritten, placeCards } from "./card-places.ts";
import { SettledList } from "./settled-list.tsx";
import { useHomeKeys } from "./use-home-keys.ts";
import { WaitingLine } from "./waiting-line.tsx";

/** What is being answered now, what waits for its turn, what has just ended, and the threads that were active last. */
export function HomeBoard({ stopQuery }: { stopQuery: StopQuery }) {
  const { live, moreQueued, settled, recent, modules } = useSharedHome().home;
  const board = useRef<HTMLDivElement>(null);
  const armed = useHomeKeys(board);
  const { written, queued } = inLine(live);
  const cards = useCards(written, settled);
  const placed = new Set(cards.map(({ message }) => message.messageId));
  const earliest = useClock(30) - SETTLED_SECONDS;
  const below = settled.filter(({ messageId, run }) => !placed.has(messageId) && run.endedAt > earliest);
  return (
    <div ref={board} className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
      {cards.length > 0 ? (
        <section aria-labelledby="being-answered" className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <div className="flex items-center justify-between gap-3">
            <SectionHeading id="being-answered" count={cards.filter(isWritten).length}>
              Being answered now
            </SectionHeading>
            <KeyWords />
          </div>
          <ul
            className={clsx(
              "grid grid-cols-[minmax(0,1fr)] gap-3",
              cards.length > 2 && "xl:grid-cols-2 min-[110rem]:grid-cols-3",
            )}
          >
            {cards.map((answer) => (
              <LiveAnswerCard
                key={answer.message.messageId}
                answer={answer}
                isArmed={armed === answer.message.messageId}
                isBeside={cards.length > 2}
                stopQuery={stopQuery}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {queued.length > 0 ? (
        <WaitingLine queued={queued} written={written} more={moreQueued} armed={armed} stopQuery={stopQuery} />
      ) : null}
      {below.length > 0 ? <SettledList settled={below} /> : null}
      <section aria-labelledby="recent-threads" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <SectionHeading id="recent-threads">Recent threads</SectionHeading>
        {recent.length > 0 ? <ThreadList threads={recent} /> : <FirstUse offered={modules.length > 0} />}
        {recent.length > 0 ? (
          <Link href="/threads" className={clsx(buttonClass({ variant: "quiet" }), "-ml-3 mt-1 justify-self-start")}>
            All threads
          </Link>
        ) : null}
      </section>
    </div>
  );
}

/** The cards as they were shown last decide where each of them stands. */
function useCards(written: readonly LiveAnswer[], settled: readonly SettledAnswer[]): LiveAnswer[] {
  const shown = useRef<LiveAnswer[]>([]);
  shown.current = placeCards(shown.current, written, settled);
  return shown.current;
}

function KeyWords() {
  return (
    <p className="flex items-center gap-1.5 text-fine text-ink-faint max-sm:hidden pointer-coarse:hidden">
      <Kbd>j</Kbd>
      <Kbd>k</Kbd> move
      <span className="ml-1.5 contents">
        <Kbd>s</Kbd> stops
      </span>
    </p>
  );
}

function FirstUse({ offered }: { offered: boolean }) {
  return (
    <div className="border-line border-t">
      <EmptyState title="No questions yet.">
        <ol className="grid list-decimal gap-1.5 pl-5 marker:text-ink-faint">
          <li>
            {offered
              ? "Click “Module directory” and choose a module, or type the path of another project."
              : "In “Module directory”, type the absolute path of a project on this machine. That is the module."}
          </li>
          <li>Write what you want to know about it, as you would ask the colleague who maintains it.</li>
          <li>Claude Code answers from inside that directory, and you see the answer while it is written.</li>
        </ol>
        <p>Every question and answer is kept, and can be searched.</p>
      </EmptyState>
    </div>
  );
}

"use client";
import clsx from "clsx";
import Link from "next/link";
import { inLine } from "../live/in-line.ts";
import { LiveAnswerCard, type StopQuery } from "../live/live-answer-card.tsx";
import { useSharedHome } from "../shell/live-home.tsx";
import { ThreadList } from "../threads/thread-list.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import { WaitingLine } from "./waiting-line.tsx";

/** What is being answered now, what waits for its turn, and the threads that were active last. */
export function HomeBoard({ stopQuery }: { stopQuery: StopQuery }) {
  const { live, moreQueued, recent, modules } = useSharedHome().home;
  const { written, queued } = inLine(live);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
      {written.length > 0 ? (
        <section aria-labelledby="being-answered" className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <SectionHeading id="being-answered" count={written.length}>
            Being answered now
          </SectionHeading>
          <ul className={rowsClass}>
            {written.map((answer) => (
              <LiveAnswerCard key={answer.message.messageId} answer={answer} stopQuery={stopQuery} />
            ))}
          </ul>
        </section>
      ) : null}
      {queued.length > 0 ? (
        <WaitingLine queued={queued} written={written} more={moreQueued} stopQuery={stopQuery} />
      ) : null}
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

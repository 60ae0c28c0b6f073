"use client";
import { LiveAnswerCard, type StopQuery } from "../live/live-answer-card.tsx";
import { useSharedHome } from "../shell/live-home.tsx";
import { ThreadList } from "../threads/thread-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";

/** What is being answered now, and the threads that were active last. */
export function HomeBoard({ stopQuery }: { stopQuery: StopQuery }) {
  const { live, recent, modules } = useSharedHome().home;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
      {live.length > 0 ? (
        <section aria-labelledby="being-answered" className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <SectionHeading id="being-answered" count={live.length}>
            Being answered now
          </SectionHeading>
          <ul className={rowsClass}>
            {live.map((answer) => (
              <LiveAnswerCard key={answer.message.messageId} answer={answer} stopQuery={stopQuery} />
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="recent-threads" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <SectionHeading id="recent-threads">Recent threads</SectionHeading>
        {recent.length > 0 ? <ThreadList threads={recent} /> : <FirstUse offered={modules.length > 0} />}
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

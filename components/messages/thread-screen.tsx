"use client";
import { useRef } from "react";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { useLiveThread } from "../live/use-live-thread.ts";
import { MarkContext } from "../markdown/mark-context.ts";
import type { ReadParts } from "../markdown/markdown-nodes.ts";
import { ReadPartsContext, readerThere, useReaderAhead } from "../markdown/use-markdown-nodes.ts";
import { Conversation } from "./conversation.tsx";
import { FollowUpForm } from "./follow-up-form.tsx";
import { MessageDesk } from "./message-desk.tsx";
import { NewTextButton } from "./new-text-button.tsx";
import { ReadingKeys } from "./reading-keys.tsx";
import { StatusAnnouncer } from "./status-announcer.tsx";
import type { ThreadActions } from "./thread-actions.ts";
import { ThreadEdge } from "./thread-edge.tsx";
import { FindBar } from "./thread-find.tsx";
import { ThreadHeader } from "./thread-header.tsx";
import { ThreadNotices } from "./thread-notices.tsx";
import { ThreadOutline } from "./thread-outline.tsx";
import { type Reading, useReading } from "./use-reading.ts";
import { useThreadFind } from "./use-thread-find.ts";
import { useThreadPlace } from "./use-thread-place.ts";

export interface ThreadScreenProps {
  initial: ThreadWindow;
  /** The message that the page was asked for. */
  named: string | null;
  /** What a search led here for: its words are marked. */
  query: string;
  /** What of its Markdown was read for it. */
  parts: ReadParts;
  actions: ThreadActions;
}

/** Fewer messages are seen at a glance: there is nothing to find. */
const WORTH_FINDING = 4;

/** A thread: what was asked and answered, live, and where to ask on. */
export function ThreadScreen({ initial, named, query, parts, actions }: ThreadScreenProps) {
  useReaderAhead();
  const placeOf = useRef<Reading["placeNow"]>(() => null);
  const live = useLiveThread(initial, {
    placeOf: () => placeOf.current()?.messageId ?? null,
    named,
    canDraw: readerThere,
  });
  const { view, deleted, readOn, show } = live;
  const { messages, before, after } = view;
  const growing = messages.some((message) => message.status === "processing");
  const reading = useReading({ view, named, growing, readOn });
  placeOf.current = reading.placeNow;
  const marks = useRef(false);
  const { target, missing, goTo, goToEnd, goToStart } = useThreadPlace({ view, show, reading, named, marks });
  const size = before + messages.length + after;
  const find = useThreadFind({ threadId: view.thread.threadId, asked: query, size, target, named, goTo });
  marks.current = find.pattern !== null;
  const [first, last] = [messages[0], messages.at(-1)];
  const isBehind = after > 0 ? view.newer : growing && reading.behind;
  return (
    <MarkContext value={find.pattern}>
      <MessageDesk view={view} actions={actions}>
        <ReadingKeys {...{ view, goTo, readOn, placeNow: reading.placeNow, isFinding: find.open }} />
        <StatusAnnouncer messages={messages} atEnd={after === 0} />
        <ThreadNotices deleted={deleted} missing={missing} />
        <ThreadHeader view={view} actions={actions} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 xl:grid-cols-[minmax(0,1fr)_13rem]">
          <div ref={reading.content} className="min-w-0 pb-8">
            {size >= WORTH_FINDING || find.open ? <FindBar find={find} /> : null}
            {before > 0 && first ? (
              <ThreadEdge
                {...{ side: "earlier", count: before, messageId: first.messageId, onGo: goToStart }}
                onReadOn={() => readOn("before")}
              />
            ) : null}
            <ReadPartsContext value={parts}>
              <Conversation {...{ view, target, actions, reading }} />
            </ReadPartsContext>
            {after > 0 && last ? (
              <ThreadEdge
                {...{ side: "later", count: after, messageId: last.messageId, onGo: goToEnd }}
                onReadOn={() => readOn("after")}
              />
            ) : null}
            {deleted || after > 0 ? null : (
              <div className="mt-4 border-line border-t pt-6 lg:pl-[12.5rem]">
                <FollowUpForm view={view} askModule={actions.askModule} />
              </div>
            )}
          </div>
          <div className="pt-4 max-xl:hidden">
            <ThreadOutline key={live.part} view={view} goTo={goTo} />
          </div>
        </div>
        {isBehind ? <NewTextButton onClick={after > 0 ? goToEnd : () => reading.toEnd(calmly())} /> : null}
      </MessageDesk>
    </MarkContext>
  );
}

/** How to move for a reader who may not want things to move. */
function calmly(): ScrollBehavior {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

"use client";
import { useMemo, useRef } from "react";
import type { ThreadView } from "@/lib/core/message.ts";
import { useLiveThread } from "../live/use-live-thread.ts";
import { MarkContext } from "../markdown/mark-context.ts";
import { markPattern } from "../markdown/mark-words.ts";
import { Notice } from "../ui/notice.tsx";
import { Conversation } from "./conversation.tsx";
import { FollowUpForm } from "./follow-up-form.tsx";
import { NewTextButton } from "./new-text-button.tsx";
import { StatusAnnouncer } from "./status-announcer.tsx";
import type { ThreadActions } from "./thread-actions.ts";
import { ThreadHeader } from "./thread-header.tsx";
import { outlineOf, ThreadOutline } from "./thread-outline.tsx";
import { useFollowEnd } from "./use-follow-end.ts";
import { useScrollToTarget, useTarget } from "./use-target.ts";

export interface ThreadScreenProps {
  initial: ThreadView;
  /** What a search led here for: its words are marked. */
  mark: string;
  actions: ThreadActions;
}

/** A thread: what was asked and answered, live, and where to ask on. */
export function ThreadScreen({ initial, mark, actions }: ThreadScreenProps) {
  const { view, deleted } = useLiveThread(initial);
  const pattern = useMemo(() => markPattern(mark), [mark]);
  const content = useRef<HTMLDivElement>(null);
  const live = view.messages.some((message) => message.status === "processing");
  const { behind, toEnd } = useFollowEnd(content, live);
  const target = useTarget();
  useScrollToTarget();
  return (
    <MarkContext value={pattern}>
      <StatusAnnouncer messages={view.messages} />
      {deleted ? (
        <div className="mb-4">
          <Notice tone="warn" title="This thread was deleted." role="status">
            What you see is what this page had read. It is gone when you leave.
          </Notice>
        </div>
      ) : null}
      <ThreadHeader view={view} actions={actions} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 xl:grid-cols-[minmax(0,1fr)_13rem]">
        <div ref={content} className="min-w-0 pb-8">
          <Conversation messages={view.messages} target={target} actions={actions} />
          {deleted ? null : (
            <div className="mt-4 border-line border-t pt-6 lg:pl-[12.5rem]">
              <FollowUpForm view={view} askModule={actions.askModule} />
            </div>
          )}
        </div>
        <div className="pt-4 max-xl:hidden">
          <ThreadOutline entries={outlineOf(view.messages)} />
        </div>
      </div>
      {live && behind ? <NewTextButton onClick={toEnd} /> : null}
    </MarkContext>
  );
}

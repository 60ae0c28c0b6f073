"use client";
import { memo, useMemo } from "react";
import { arrangeBlocks } from "@/lib/core/arrange-blocks.ts";
import type { Failure } from "@/lib/core/failure.ts";
import type { Block, MessageView } from "@/lib/core/message.ts";
import { StopButton } from "../live/stop-button.tsx";
import { ActivityLine } from "./activity-line.tsx";
import { AnswerFacts } from "./answer-facts.tsx";
import { AnswerFoot } from "./answer-foot.tsx";
import { answerState, isQueued, isStoppable } from "./answer-state.ts";
import { AnswerStatus } from "./answer-status.tsx";
import type { BelowAnswer } from "./asked-below.ts";
import { BlockList } from "./blocks/block-view.tsx";
import { contentCutOf } from "./blocks/use-whole-text.ts";
import { ChainTree } from "./chain-tree.tsx";
import { FailurePanel } from "./failure-panel.tsx";
import { LongMarkdown } from "./long-markdown.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { PermissionDenials } from "./permission-denials.tsx";
import { QueuedLine, WithdrawnLine } from "./queued-line.tsx";
import type { MessageActions } from "./thread-actions.ts";

export interface AnswerMessageProps {
  message: MessageView;
  position: number;
  size: number;
  targeted: boolean;
  actions: MessageActions;
  /** Whether it waits for an earlier answer of its module in this thread. */
  afterEarlier: boolean;
  /** Whether its question is being edited. */
  editing: boolean;
  onEdit: (message: MessageView) => void;
  /** The answer to the same question before it; null when that was not asked again. */
  earlierId: string | null;
  /** What was asked of other modules for it. */
  asked: readonly BelowAnswer[];
}

/** An answer of a module: as it waits for its turn, as it is written, and as it was left. */
export const AnswerMessage = memo(function AnswerMessage(props: AnswerMessageProps) {
  const { message, actions, afterEarlier, editing, onEdit, earlierId, asked, ...frame } = props;
  const { run } = message;
  const live = message.status === "processing";
  const withdrawn = answerState(message) === "withdrawn";
  return (
    <MessageFrame
      {...frame}
      message={message}
      margin={
        <>
          <AnswerStatus message={message} />
          <AnswerFacts message={message} />
          {live && isStoppable(message) ? (
            <StopButton
              message={message}
              stopQuery={actions.stopQuery}
              className="ml-auto justify-items-start lg:mt-1 lg:ml-0"
            />
          ) : null}
        </>
      }
    >
      <AnswerBody message={message} />
      <ChainTree asked={asked} />
      {live && isQueued(message) ? (
        <QueuedLine message={message} afterEarlier={afterEarlier} editing={editing} onEdit={onEdit} />
      ) : null}
      {live && !isQueued(message) ? <ActivityLine message={message} /> : null}
      {run && run.permissionDenials.length > 0 ? <PermissionDenials run={run} /> : null}
      {withdrawn ? <WithdrawnLine /> : null}
      {run?.failure && !withdrawn ? <FailurePanel failure={run.failure} /> : null}
      {live ? null : <AnswerFoot message={message} askAgain={actions.askAgain} earlierId={earlierId} />}
    </MessageFrame>
  );
});

/** What an answer says: its blocks, or its text. */
export function AnswerBody({ message }: { message: MessageView }) {
  const failure = message.run?.failure ?? null;
  const groups = useMemo(() => arrangeBlocks(withoutRepeats(message.blocks, failure)), [message.blocks, failure]);
  const surroundings = { cwd: message.run?.cwd ?? null, ended: message.status !== "processing" };
  if (groups.length > 0) {
    return (
      <div className="-mt-1.5">
        <BlockList groups={groups} surroundings={surroundings} />
      </div>
    );
  }
  if (message.content.trim() !== "") {
    return (
      <div className="text-body">
        <LongMarkdown text={message.content} cut={contentCutOf(message)} open={message.status === "processing"} />
      </div>
    );
  }
  const isMissing = surroundings.ended && answerState(message) !== "withdrawn";
  return isMissing ? <p className="text-ink-faint text-small">No words arrived.</p> : null;
}

/** What the failure panel says need not be said twice. */
function withoutRepeats(blocks: Block[], failure: Failure | null): Block[] {
  if (!failure) return blocks;
  const isRepeat = ({ kind, name, text }: Block) =>
    kind === "notice" &&
    (text.trim() === failure.message.trim() || (name === "interrupted" && failure.code === "stopped-by-user"));
  return blocks.filter((block) => !isRepeat(block));
}

import clsx from "clsx";
import type { ReactNode } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { messageAnchor, typeWord } from "./message-words.ts";

export interface MessageFrameProps {
  message: MessageView;
  /** Below the module's name in the margin. */
  margin?: ReactNode;
  /** Its place in the thread, from 1, and how many messages there are. */
  position: number;
  size: number;
  /** Whether the address names this message. */
  targeted: boolean;
  children: ReactNode;
}

/** A message: who was asked, and when, in the margin (above it on a narrow page); what was said beside it. */
export function MessageFrame({ message, margin, position, size, targeted, children }: MessageFrameProps) {
  const live = message.status === "processing";
  return (
    <article
      id={messageAnchor(message.messageId)}
      data-message={message.messageId}
      tabIndex={-1}
      aria-posinset={position}
      aria-setsize={size}
      aria-label={`${typeWord(message.type)}, ${visibleText(message.module)}`}
      className={clsx(
        "grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2 py-(--message-y) lg:grid-cols-[10.5rem_minmax(0,1fr)]",
        "relative",
        targeted &&
          "before:absolute before:inset-y-(--message-y) before:-left-3 before:w-0.5 before:rounded-full before:bg-accent lg:before:-left-4",
      )}
    >
      <header
        className={clsx(
          "flex flex-wrap items-center gap-x-3 gap-y-1 self-start lg:sticky lg:top-4 lg:grid lg:gap-y-1.5",
          live
            ? "max-lg:sticky max-lg:top-12 max-lg:z-10 max-lg:-mx-1 max-lg:flex-nowrap max-lg:border-line max-lg:border-b max-lg:bg-canvas max-lg:px-1 max-lg:py-1.5"
            : "max-lg:relative max-lg:min-h-6 max-lg:pr-9",
        )}
      >
        <div className="max-lg:contents lg:flex lg:items-center lg:justify-between lg:gap-2">
          <h2 className="min-w-0 max-w-full truncate font-semibold text-small" title={visibleText(message.module)}>
            {visibleText(message.module)}
          </h2>
          <MessageMenu
            message={message}
            className={live ? "max-lg:order-last" : "max-lg:absolute! max-lg:top-0 max-lg:right-0"}
          />
        </div>
        <p className={clsx("flex items-center gap-2 text-fine text-ink-faint", live && "max-lg:hidden")}>
          <span>{typeWord(message.type)}</span>
          <a
            href={`#${messageAnchor(message.messageId)}`}
            className="hover:text-ink hover:underline"
            title="Link to this message"
          >
            <RelativeTime at={message.timestamp} />
          </a>
        </p>
        {margin}
      </header>
      <div className="min-w-0 max-w-[46rem]">{children}</div>
    </article>
  );
}

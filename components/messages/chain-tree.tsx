import { visibleText } from "@/lib/core/visible-text.ts";
import { AnswerFacts } from "./answer-facts.tsx";
import { AnswerStatus } from "./answer-status.tsx";
import type { BelowAnswer } from "./asked-below.ts";
import { messageAnchor } from "./message-words.ts";

/** How far a step goes in, in rem. */
const STEP = 1.25;

/** What was asked of other modules for an answer, as a tree: who, how it stands, and what it took. */
export function ChainTree({ asked }: { asked: readonly BelowAnswer[] }) {
  if (asked.length === 0) return null;
  return (
    <div className="mt-3 rounded-md border border-line px-3 py-2">
      <h3 className="text-fine text-ink-faint">Asked for this answer</h3>
      <ul aria-label="Asked for this answer">
        {asked.map(({ message, level }) => (
          <li
            key={message.messageId}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1"
            style={{ paddingLeft: `${(level - 1) * STEP}rem` }}
          >
            <a
              href={`#${messageAnchor(message.messageId)}`}
              className="min-w-0 truncate font-semibold text-small hover:underline"
            >
              {visibleText(message.module)}
            </a>
            <AnswerStatus message={message} />
            <AnswerFacts message={message} />
          </li>
        ))}
      </ul>
    </div>
  );
}

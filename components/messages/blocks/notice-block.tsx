import clsx from "clsx";
import { CircleAlert, CornerDownRight, Info, OctagonPause, TriangleAlert } from "lucide-react";
import type { Block } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Disclosure } from "./disclosure.tsx";
import { LongText } from "./long-text.tsx";
import { cutOf } from "./use-whole-text.ts";

interface Look {
  Icon: typeof Info;
  tone: string;
}

const calm: Look = { Icon: Info, tone: "text-ink-faint" };
const warning: Look = { Icon: TriangleAlert, tone: "text-warn" };
const LOOKS: Readonly<Record<string, Look>> = {
  "api-error": { Icon: CircleAlert, tone: "text-danger" },
  auth: { Icon: CircleAlert, tone: "text-danger" },
  "api-retry": warning,
  "stream-broken": warning,
  "rate-limit": warning,
  "compact-failed": warning,
  "control-error": warning,
  "model-fallback": warning,
  "permission-asked": warning,
  "permission-denied": warning,
  refused: warning,
  "task-failed": warning,
  interrupted: { Icon: OctagonPause, tone: "text-ink-muted" },
  "subagent-prompt": { Icon: CornerDownRight, tone: "text-ink-faint" },
};
/** Notices that are the head of something long, which is folded. */
const HEADS: Readonly<Record<string, string>> = {
  "subagent-prompt": "What the sub-agent was asked",
  "compact-summary": "The summary that the conversation goes on from",
};
const SHORT_LENGTH = 320;

/** Something that happened in the course of an answer, in one line; more of it folded. */
export function NoticeBlock({ block }: { block: Block }) {
  const { Icon, tone } = LOOKS[block.name ?? ""] ?? calm;
  const { head, rest } = cut(block);
  const icon = <Icon aria-hidden className={clsx("size-3.5 shrink-0", tone)} />;
  const words = <span className="min-w-0 text-ink-muted [overflow-wrap:anywhere]">{visibleText(head)}</span>;
  if (rest === null) {
    return (
      <p className="my-1 flex gap-2 py-1 text-small [&>svg]:mt-[3px]">
        {icon}
        {words}
      </p>
    );
  }
  return (
    <Disclosure
      of={[block]}
      className="my-1"
      summary={
        <>
          {icon}
          {words}
        </>
      }
    >
      <div className="mt-1 mb-2 overflow-hidden rounded-md border border-line bg-surface">
        <LongText text={rest} cut={cutOf(block)} />
      </div>
    </Disclosure>
  );
}

function cut(block: Block): { head: string; rest: string | null } {
  const named = HEADS[block.name ?? ""];
  if (named) return { head: named, rest: block.text };
  const [first = "", ...more] = block.text.trim().split("\n");
  if (more.length > 0) return { head: first, rest: more.join("\n") };
  return first.length > SHORT_LENGTH
    ? { head: `${first.slice(0, SHORT_LENGTH)}…`, rest: first }
    : { head: first, rest: null };
}

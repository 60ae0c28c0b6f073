import { Circle, CircleCheck, CircleDot } from "lucide-react";
import type { Block } from "@/lib/core/message.ts";
import type { TaskState, ToolCall } from "@/lib/core/tool-call.ts";
import { Result } from "./result-text.tsx";
import { Words } from "./words.tsx";

const LOOKS: Record<TaskState, { Icon: typeof Circle; words: string; tone: string }> = {
  pending: { Icon: Circle, words: "To do:", tone: "text-ink-muted [&>svg]:text-ink-faint" },
  in_progress: { Icon: CircleDot, words: "Being done:", tone: "font-medium text-ink [&>svg]:text-accent" },
  completed: { Icon: CircleCheck, words: "Done:", tone: "text-ink-faint line-through [&>svg]:text-live" },
};

/** A list of tasks, each with its state. */
export function TodoCall({ call, result }: { call: ToolCall & { kind: "todo" }; result: Block | null }) {
  return (
    <>
      <ul className="grid gap-1 text-small">
        {call.items.map(({ text, state }, at) => {
          const { Icon, words, tone } = LOOKS[state];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a task is its place in the list
            <li key={at} className={`flex gap-2 ${tone}`}>
              <Icon role="img" aria-label={words} className="mt-0.75 size-3.5 shrink-0" />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <Words text={text} />
              </span>
            </li>
          );
        })}
      </ul>
      {result?.isError ? <Result result={result} /> : null}
    </>
  );
}

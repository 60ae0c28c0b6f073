import type { ActionState } from "@/lib/core/ask-input.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { MORE_FIELDS } from "./more-options.tsx";

/** The fields of the ask form: a refusal of any of these is shown at the field, any other one here. */
const FIELDS = new Set<string>(["modulePath", "moduleName", "prompt", ...MORE_FIELDS]);

export interface AskFootProps {
  state: ActionState;
  pending: boolean;
  offBecause: string | null;
}

/** The end of an ask form: what was refused and belongs to no field, and the button that asks. */
export function AskFoot({ state, pending, offBecause }: AskFootProps) {
  const refusal = state.status === "refused" && !FIELDS.has(state.field ?? "") ? state : null;
  return (
    <div className="grid gap-3">
      <div role="alert" className="empty:hidden">
        {refusal ? (
          <Notice tone="danger" title={refusal.message}>
            {refusal.hint}
          </Notice>
        ) : null}
      </div>
      {state.status === "done" ? (
        <p className="text-ink-muted text-small">
          Asked.{" "}
          <a className="text-accent underline" href={`/threads/${state.threadId}#message-${state.messageId}`}>
            See the answer
          </a>
        </p>
      ) : null}
      <div className="flex items-center justify-between gap-3">
        {offBecause === null ? (
          <p className="text-fine text-ink-faint pointer-coarse:invisible">Ctrl or ⌘ with Enter asks</p>
        ) : (
          <p className="text-small text-warn">{offBecause}</p>
        )}
        <Button type="submit" variant="primary" disabled={pending || offBecause !== null} className="min-w-20">
          {pending ? "Asking" : "Ask"}
        </Button>
      </div>
    </div>
  );
}

import type { ActionState } from "@/lib/core/ask-input.ts";
import { MORE_FIELDS } from "../ask/more-options.tsx";
import { Button } from "../ui/button.tsx";
import { RefusalNotice } from "../ui/refusal-notice.tsx";

/** A refusal of these is shown where they are. */
const FIELDS = new Set<string>(["prompt", ...MORE_FIELDS]);

export interface FollowUpFootProps {
  state: ActionState;
  pending: boolean;
  /** What the question will wait for; null when it can be asked at once. */
  waits: string | null;
}

/** The end of the form: what was refused and belongs to no field, what it will wait for, and the button that asks. */
export function FollowUpFoot({ state, pending, waits }: FollowUpFootProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {state.status === "refused" && !FIELDS.has(state.field ?? "") ? <RefusalNotice refusal={state} /> : null}
      <div className="flex items-center justify-between gap-3">
        <p id="follow-up-note" className="text-fine text-ink-faint [overflow-wrap:anywhere]">
          {waits ?? <span className="pointer-coarse:invisible">Ctrl or ⌘ with Enter asks</span>}
        </p>
        <Button
          type="submit"
          variant="primary"
          disabled={pending}
          aria-describedby="follow-up-note"
          className="min-w-24 shrink-0"
        >
          {pending ? "Asking" : waits ? "Ask next" : "Ask"}
        </Button>
      </div>
    </div>
  );
}

import { Notice } from "./notice.tsx";
import type { Refusal } from "./outcome.ts";

/** A refusal that stands where a page or a part of it would. */
export function RefusalNotice({ refusal }: { refusal: Refusal }) {
  return (
    <Notice tone="danger" title={refusal.message} role="alert">
      <p>{refusal.hint}</p>
      <p className="mt-1 font-mono text-fine text-ink-faint">{refusal.code}</p>
    </Notice>
  );
}

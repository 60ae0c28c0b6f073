import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import type { MessageView } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";

/** Which module asks, when it is no person. */
export function AskedBy({ message }: { message: Pick<MessageView, "metadata" | "module"> }) {
  const asker = message.metadata?.asked_by;
  if (typeof asker !== "string" || asker === "") return null;
  return (
    <p className="mb-1.5 flex min-w-0 items-center gap-1.5 text-fine text-ink-faint">
      <CornerDownRight aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        <Link
          href={`/modules/${encodeURIComponent(asker)}`}
          prefetch={false}
          className="underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {visibleText(asker)}
        </Link>{" "}
        asks {visibleText(message.module)}
      </span>
    </p>
  );
}

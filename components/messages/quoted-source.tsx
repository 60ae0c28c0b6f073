import { CornerUpLeft } from "lucide-react";
import Link from "next/link";
import { quotedAnswer } from "@/lib/core/quoted-answer.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { messageAnchor } from "./message-words.ts";

/** Leads from a question back to the answer that it quotes. */
export function QuotedSource({ metadata }: { metadata: Record<string, unknown> | null }) {
  const source = quotedAnswer(metadata);
  if (!source) return null;
  return (
    <p className="mb-1.5 flex min-w-0 items-center gap-1.5 text-fine text-ink-faint">
      <CornerUpLeft aria-hidden className="size-3.5 shrink-0" />
      <Link
        href={`/threads/${encodeURIComponent(source.threadId)}?at=${encodeURIComponent(source.messageId)}#${messageAnchor(source.messageId)}`}
        prefetch={false}
        className="truncate underline decoration-line-strong underline-offset-2 hover:text-ink"
      >
        About an answer of {visibleText(source.module)}
      </Link>
    </p>
  );
}

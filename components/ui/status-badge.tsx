import { Check, X } from "lucide-react";
import { Badge } from "./badge.tsx";
import { LiveDot } from "./live-dot.tsx";
import { statusWord } from "./status-word.ts";

/** The status of a message: our three in our own words, any other word as another program wrote it. */
export function StatusBadge({ status }: { status: string }) {
  const word = statusWord(status);
  switch (status) {
    case "processing":
      return (
        <Badge tone="live" mark={<LiveDot />}>
          {word}
        </Badge>
      );
    case "complete":
      return <Badge mark={<Check aria-hidden className="size-3.5" />}>{word}</Badge>;
    case "failed":
      return (
        <Badge tone="danger" mark={<X aria-hidden className="size-3.5" />}>
          {word}
        </Badge>
      );
    default:
      return <Badge>{word}</Badge>;
  }
}

import { Button } from "../ui/button.tsx";
import { plural } from "./amounts.ts";
import { messageAnchor } from "./message-words.ts";

export interface ThreadEdgeProps {
  side: "earlier" | "later";
  /** How many messages stand beyond what is shown. */
  count: number;
  /** The message at the edge. */
  messageId: string;
  onReadOn: () => void;
  /** Goes to that end of the thread. */
  onGo: () => void;
}

/** What stands before or after the part of a thread that the page holds. It is read as the reader comes near. */
export function ThreadEdge({ side, count, messageId, onReadOn, onGo }: ThreadEdgeProps) {
  const address = `?${new URLSearchParams({ at: messageId })}#${messageAnchor(messageId)}`;
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 py-3 text-ink-muted text-small">
      <a
        // Without scripts it leads to a page with this message in its middle.
        href={address}
        className="underline decoration-line-strong underline-offset-2 hover:text-ink"
        onClick={(event) => {
          event.preventDefault();
          onReadOn();
        }}
      >
        {plural(count, `${side} message`)}
      </a>
      <Button size="small" variant="quiet" onClick={onGo}>
        {side === "earlier" ? "Go to the beginning" : "Go to the end"}
      </Button>
    </div>
  );
}

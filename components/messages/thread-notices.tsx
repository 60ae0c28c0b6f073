import { Notice } from "../ui/notice.tsx";
import type { ThreadPlace } from "./use-thread-place.ts";

export interface ThreadNoticesProps {
  /** Whether the thread was deleted since it was read. */
  deleted: boolean;
  missing: ThreadPlace["missing"];
}

/** What has to be known of a thread before it is read. */
export function ThreadNotices({ deleted, missing }: ThreadNoticesProps) {
  if (!deleted && missing === null) return null;
  return (
    <div className="mb-4 grid gap-2">
      {deleted ? (
        <Notice tone="warn" title="This thread was deleted." role="status">
          What you see is what this page had read. It is gone when you leave.
        </Notice>
      ) : null}
      {missing === "unknown" ? (
        <Notice tone="warn" title="The message that you asked for isn’t in this thread." role="status">
          It may have been deleted, or the link was cut short.
        </Notice>
      ) : null}
      {missing === "unreached" ? (
        <Notice tone="warn" title="That part of the thread could not be read." role="status">
          The server was not reached. Try again when it is there.
        </Notice>
      ) : null}
    </div>
  );
}

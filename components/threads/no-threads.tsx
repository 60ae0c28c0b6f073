import Link from "next/link";
import { isNarrowed, type ThreadAddress } from "@/lib/core/thread-address.ts";
import { EmptyState } from "../ui/empty-state.tsx";

const linkClass = "text-accent underline underline-offset-2";

/** What stands where no thread is: why, and the way on. */
export function NoThreads({ address }: { address: ThreadAddress }) {
  if (!isNarrowed(address)) {
    return (
      <EmptyState title="No threads yet.">
        <p>
          A thread begins with a question:{" "}
          <Link href="/" className={linkClass}>
            ask a module
          </Link>
          .
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={emptyWords(address)}>
      <p>
        <Link href="/threads" replace className={linkClass}>
          Show all threads
        </Link>
        {address.title.trim() === "" ? null : (
          <>
            {" "}
            or{" "}
            <Link href={`/search?${new URLSearchParams({ q: address.title })}`} className={linkClass}>
              search in everything that was said
            </Link>
          </>
        )}
      </p>
    </EmptyState>
  );
}

function emptyWords(address: ThreadAddress): string {
  const alone = !isNarrowed({ ...address, shelf: "list" });
  if (address.shelf === "archived" && alone) return "Nothing is archived.";
  if (address.shelf === "pinned" && alone) return "Nothing is pinned. Pinned threads stand first in the list.";
  if (address.title.trim() !== "") return `No thread's title here has “${address.title.trim()}”.`;
  return "No thread is like this.";
}

import type { SearchResult } from "@/lib/core/message.ts";

/** How many messages match; read out when it changes. */
export function SearchCount({ result }: { result: SearchResult }) {
  const { total, totalIsCapped, hits } = result;
  const count = totalIsCapped ? `More than ${total.toLocaleString("en")}` : total.toLocaleString("en");
  const words = `${count} ${total === 1 ? "message matches" : "messages match"}`;
  const shown = hits.length < total ? `; the first ${hits.length} are shown` : "";
  return (
    <p role="status" className={total === 0 ? "sr-only" : "text-ink-muted text-small tabular-nums"}>
      {words}
      {shown}.
    </p>
  );
}

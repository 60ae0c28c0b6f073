import clsx from "clsx";
import Link from "next/link";
import { AUDIT_EVENTS, AUDIT_WORDS, type AuditEntry, type AuditEvent, WAY_WORDS } from "@/lib/core/audit.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Breadcrumbs } from "../ui/breadcrumbs.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";

export interface LogScreenProps {
  page: { entries: readonly AuditEntry[]; next: number | null };
  /** The only kind that is shown; null for all. */
  event: AuditEvent | null;
  isFirst: boolean;
}

/** Who asked, stopped, trusted, gave rights and signed in, when and from where. */
export function LogScreen({ page: { entries, next }, event, isFirst }: LogScreenProps) {
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-5">
      <div className="grid gap-1">
        <Breadcrumbs above={[{ words: "Settings", href: "/settings" }]} />
        <h1 className="font-semibold text-title">Log</h1>
      </div>
      <Kinds chosen={event} />
      {entries.length === 0 ? (
        <EmptyState title={isFirst ? "Nothing of this was done yet." : "Nothing older."}>
          What is asked, stopped, trusted and granted is written down here, and who signs in.
        </EmptyState>
      ) : (
        <ol aria-label="What was done" className="border-line border-t">
          {entries.map((entry) => (
            <Row key={entry.seq} entry={entry} />
          ))}
        </ol>
      )}
      {next === null && isFirst ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          {isFirst ? null : (
            <Link href={hrefOf(event)} prefetch={false} className={buttonClass({})}>
              Newest
            </Link>
          )}
          {next === null ? null : (
            <Link href={hrefOf(event, next)} prefetch={false} className={buttonClass({})}>
              Older
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

function hrefOf(event: AuditEvent | null, before?: number): string {
  const said = new URLSearchParams({
    ...(event && { event }),
    ...(before !== undefined && { before: String(before) }),
  });
  return said.size === 0 ? "/settings/log" : `/settings/log?${said}`;
}

function Kinds({ chosen }: { chosen: AuditEvent | null }) {
  const kinds = [null, ...AUDIT_EVENTS];
  return (
    <nav aria-label="Kind" className="-ml-2 flex flex-wrap gap-1">
      {kinds.map((kind) => (
        <Link
          key={kind ?? "all"}
          href={hrefOf(kind)}
          prefetch={false}
          aria-current={chosen === kind ? "true" : undefined}
          className={clsx(
            "inline-flex h-7 items-center rounded-md px-2 text-small",
            chosen === kind ? "bg-hover font-medium text-ink" : "text-ink-muted hover:text-ink",
          )}
        >
          {kind === null ? "All" : AUDIT_WORDS[kind]}
        </Link>
      ))}
    </nav>
  );
}

function Row({ entry: { at, event, way, from, subject, messageId, threadId, detail } }: { entry: AuditEntry }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-0.5 border-line border-b py-2 text-small sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
      <p className="text-ink">{AUDIT_WORDS[event]}</p>
      <RelativeTime at={at} className="text-fine text-ink-faint leading-5 sm:order-last" />
      <div className="grid min-w-0 gap-0.5 max-sm:col-span-2">
        {subject === null ? null : (
          <p className="text-ink [overflow-wrap:anywhere]">
            {messageId === null || threadId === null ? (
              visibleText(subject)
            ) : (
              <Link
                href={`/threads/${encodeURIComponent(threadId)}#message-${encodeURIComponent(messageId)}`}
                prefetch={false}
                className="hover:underline"
              >
                {visibleText(subject)}
              </Link>
            )}
          </p>
        )}
        {detail === null ? null : <p className="text-ink-muted [overflow-wrap:anywhere]">{visibleText(detail)}</p>}
        <p className="text-fine text-ink-faint [overflow-wrap:anywhere]">
          {WAY_WORDS[way]}, {visibleText(from)}
        </p>
      </div>
    </li>
  );
}

import clsx from "clsx";
import { Square, SquareCheck } from "lucide-react";
import type { ReactNode } from "react";

interface WithChildren {
  children: ReactNode;
}

/** The address of a link: to the web or to a mail program; anything else is no link. */
export function safeUrl(url: string): string {
  return /^(?:https?|mailto):/i.test(url) ? url : "";
}

/** Images are never loaded: an address in an answer must not be called unseen. Where one leads is said, beside its words. */
export function ImageWords({ address, alt }: { address: string; alt: string }) {
  const host = URL.canParse(address) ? new URL(address).host : "";
  return (
    <span className="text-ink-muted">
      [Image: {address ? <MarkdownLink href={address}>{alt || address}</MarkdownLink> : alt || "unnamed"}
      {alt && host ? ` at ${host}` : null}]
    </span>
  );
}

export function InlineCode({ children }: WithChildren) {
  return (
    <code className="rounded bg-sunken px-1 py-px font-mono text-[0.92em] [overflow-wrap:anywhere] ring-1 ring-line ring-inset">
      {children}
    </code>
  );
}

export function TableFrame({ children }: WithChildren) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="my-3 overflow-x-auto rounded-md first:mt-0 last:mb-0 border border-line">
      <table className="w-full border-collapse text-small">{children}</table>
    </div>
  );
}

export type Alignment = "left" | "right" | "center" | null;

export function TableCell({ isHead, align, children }: WithChildren & { isHead: boolean; align: Alignment }) {
  const style = align === null ? undefined : { textAlign: align };
  if (isHead)
    return (
      <th style={style} className="border-line border-b bg-sunken px-3 py-1.5 text-left font-medium">
        {children}
      </th>
    );
  return (
    <td
      style={style}
      className="min-w-24 border-line border-b px-3 py-1.5 align-top [&_code]:[overflow-wrap:break-word] [tr:last-child>&]:border-b-0"
    >
      {children}
    </td>
  );
}

/** A message has a heading of the second level; what an answer calls its first three stands below that. */
export function Heading({ depth, children }: WithChildren & { depth: number }) {
  if (depth <= 2) return <h3 className="mt-6 mb-2 font-semibold text-title first:mt-0">{children}</h3>;
  if (depth === 3) return <h3 className="mt-5 mb-1.5 font-semibold text-body first:mt-0">{children}</h3>;
  const Element = depth === 4 ? "h4" : depth === 5 ? "h5" : "h6";
  return (
    <Element className={clsx("mt-4 mb-1 font-semibold text-body first:mt-0", depth === 6 && "text-ink-muted")}>
      {children}
    </Element>
  );
}

/** @param hasLines whether its lines stay lines */
export function Paragraph({ hasLines = false, children }: WithChildren & { hasLines?: boolean }) {
  return <p className={clsx("my-3 first:mt-0 last:mb-0", hasLines && "whitespace-pre-wrap")}>{children}</p>;
}

export function BulletList({ hasTasks, children }: WithChildren & { hasTasks: boolean }) {
  return (
    <ul className={`my-3 space-y-1 first:mt-0 last:mb-0 ${hasTasks ? "pl-1" : "list-disc pl-5 marker:text-ink-faint"}`}>
      {children}
    </ul>
  );
}

export function NumberedList({ start, children }: WithChildren & { start?: number | undefined }) {
  return (
    <ol
      start={start}
      className="my-3 list-decimal space-y-1 pl-6 first:mt-0 last:mb-0 marker:text-ink-faint marker:tabular-nums"
    >
      {children}
    </ol>
  );
}

export function ListItem({ children }: WithChildren) {
  return <li className="[&>ol]:my-1 [&>p]:my-1.5 [&>ul]:my-1">{children}</li>;
}

export function Quotation({ children }: WithChildren) {
  return (
    <blockquote className="my-3 border-line-strong border-l-2 first:mt-0 last:mb-0 pl-4 text-ink-muted">
      {children}
    </blockquote>
  );
}

export function Rule() {
  return <hr className="my-6 border-line" />;
}

/** The box of a task in a list: it tells, and can't be ticked here. */
export function TaskMark({ done }: { done: boolean }) {
  const Icon = done ? SquareCheck : Square;
  return (
    <Icon
      role="img"
      aria-label={done ? "Done:" : "To do:"}
      className="mr-2 inline size-4 -translate-y-px text-ink-muted"
    />
  );
}

export function MarkdownLink({ href, title, children }: WithChildren & { href: string; title?: string | undefined }) {
  if (!href) return <span>{children}</span>;
  return (
    <a
      href={href}
      title={title}
      target="_blank"
      rel="noreferrer noopener"
      className="text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
    >
      {children}
    </a>
  );
}

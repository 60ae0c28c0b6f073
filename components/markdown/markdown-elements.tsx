import clsx from "clsx";
import { Square, SquareCheck } from "lucide-react";
import type { ComponentProps } from "react";
import { type Components, defaultUrlTransform } from "react-markdown";
import { CodeBlock } from "./code-block.tsx";
import { codeOf } from "./code-of.ts";

/** Links lead to the web or to a mail program; anything else is no link. */
export function safeUrl(url: string): string {
  return /^(?:https?|mailto):/i.test(url) ? defaultUrlTransform(url) : "";
}

/** How the elements of Markdown look. Images are never loaded: an address in an answer must not be called unseen. */
export const markdownElements: Components = {
  a: ({ href, children, title }) => <MarkdownLink {...{ href, children, title }} />,
  img: ({ src, alt }) => (
    <span className="text-ink-muted">
      [Image: {typeof src === "string" && src ? <MarkdownLink href={src}>{alt || src}</MarkdownLink> : alt || "unnamed"}
      ]
    </span>
  ),
  pre: ({ node }) => <CodeBlock {...codeOf(node)} />,
  code: ({ children }) => (
    <code className="rounded bg-sunken px-1 py-px font-mono text-[0.92em] [overflow-wrap:anywhere] ring-1 ring-line ring-inset">
      {children}
    </code>
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="my-3 overflow-x-auto rounded-md first:mt-0 last:mb-0 border border-line">
      <table className="w-full border-collapse text-small">{children}</table>
    </div>
  ),
  th: ({ children, style }) => (
    <th style={style} className="border-line border-b bg-sunken px-3 py-1.5 text-left font-medium">
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td style={style} className="min-w-24 border-line border-b px-3 py-1.5 align-top [tr:last-child>&]:border-b-0">
      {children}
    </td>
  ),
  // A message has a heading of the second level; what an answer calls its first three stands below that.
  h1: ({ children }) => <h3 className="mt-6 mb-2 font-semibold text-title first:mt-0">{children}</h3>,
  h2: ({ children }) => <h3 className="mt-6 mb-2 font-semibold text-title first:mt-0">{children}</h3>,
  h3: ({ children }) => <h3 className="mt-5 mb-1.5 font-semibold text-body first:mt-0">{children}</h3>,
  h4: ({ children }) => <h4 className="mt-4 mb-1 font-semibold text-body first:mt-0">{children}</h4>,
  h5: ({ children }) => <h5 className="mt-4 mb-1 font-semibold text-body first:mt-0">{children}</h5>,
  h6: ({ children }) => <h6 className="mt-4 mb-1 font-semibold text-body text-ink-muted first:mt-0">{children}</h6>,
  p: ({ children, className }) => <p className={clsx("my-3 first:mt-0 last:mb-0", className)}>{children}</p>,
  ul: ({ children, className }) => (
    <ul
      className={`my-3 space-y-1 first:mt-0 last:mb-0 ${isTasks(className) ? "pl-1" : "list-disc pl-5 marker:text-ink-faint"}`}
    >
      {children}
    </ul>
  ),
  ol: ({ children, start }) => (
    <ol
      start={start}
      className="my-3 list-decimal space-y-1 pl-6 first:mt-0 last:mb-0 marker:text-ink-faint marker:tabular-nums"
    >
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="[&>ol]:my-1 [&>p]:my-1.5 [&>ul]:my-1">{children}</li>,
  input: ({ checked }) => <TaskMark done={checked ?? false} />,
  blockquote: ({ children }) => (
    <blockquote className="my-3 border-line-strong border-l-2 first:mt-0 last:mb-0 pl-4 text-ink-muted">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="my-6 border-line" />,
};

function isTasks(className: string | undefined): boolean {
  return className?.includes("contains-task-list") ?? false;
}

/** The box of a task in a list: it tells, and can't be ticked here. */
function TaskMark({ done }: { done: boolean }) {
  const Icon = done ? SquareCheck : Square;
  return (
    <Icon
      role="img"
      aria-label={done ? "Done:" : "To do:"}
      className="mr-2 inline size-4 -translate-y-px text-ink-muted"
    />
  );
}

function MarkdownLink({ href, children, title }: Pick<ComponentProps<"a">, "href" | "children" | "title">) {
  if (!href) return <span>{children}</span>;
  if (href.startsWith("#")) return <a href={href}>{children}</a>;
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

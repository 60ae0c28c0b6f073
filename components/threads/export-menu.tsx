"use client";
import { ChevronDown, Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { buttonClass } from "../ui/button-class.ts";

const FORMATS = [
  { format: "md", name: "Markdown", about: "to read and to paste" },
  { format: "html", name: "HTML page", about: "one file, to pass on or print" },
  { format: "json", name: "JSON", about: "for programs" },
  { format: "jsonl", name: "JSON Lines", about: "can be imported again" },
] as const;

/** The thread as a file, in the format that is chosen. */
export function ExportMenu({ threadId }: { threadId: string }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (menu.current?.open && !menu.current.contains(event.target as Node)) menu.current.open = false;
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);
  const closeToSummary = () => {
    if (!menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  };
  return (
    <details
      ref={menu}
      className="relative print:hidden"
      onKeyDown={(event) => {
        if (event.key === "Escape") closeToSummary();
      }}
    >
      <summary
        className={`${buttonClass({ variant: "quiet", size: "small" })} list-none [&::-webkit-details-marker]:hidden`}
      >
        <Download aria-hidden className="size-3.5" />
        Export
        <ChevronDown aria-hidden className="size-3" />
      </summary>
      <ul className="absolute right-0 z-20 mt-1 grid w-60 rounded-md border border-line-strong bg-surface p-1 shadow-lg">
        {FORMATS.map(({ format, name, about }) => (
          <li key={format}>
            <a
              href={`/api/threads/${encodeURIComponent(threadId)}/export?format=${format}`}
              download
              onClick={closeToSummary}
              className="grid rounded-sm px-2.5 py-1.5 text-small hover:bg-hover"
            >
              <span className="text-ink">{name}</span>
              <span className="text-fine text-ink-faint">{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

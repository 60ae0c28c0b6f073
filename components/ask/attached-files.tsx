"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { FileText, TriangleAlert } from "lucide-react";
import type { FileCompletion } from "@/lib/core/file-match.ts";
import { isWithinModule, mentionedPaths } from "@/lib/core/file-mentions.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { fetchJson } from "../ui/fetch-json.ts";
import { useSettled } from "./use-settled.ts";

const SETTLED_MS = 250;

/** The files that a question names: Claude Code attaches them by itself. What is no file of the module is plain text. */
export function AttachedFiles({ text, modulePath }: { text: string; modulePath: string | null }) {
  const mentioned = useSettled(mentionedPaths(text).join("\0"), SETTLED_MS).split("\0").filter(Boolean);
  const within = mentioned.filter(isWithinModule);
  const outside = mentioned.filter((path) => !isWithinModule(path) && /^[/~.]/.test(path));
  const module = modulePath?.trim() ?? "";
  const words = new URLSearchParams([["module", module], ...within.map((path) => ["path", path])]);
  const isAsked = module !== "" && within.length > 0;
  const { data } = useQuery({
    queryKey: ["attached", words.toString()],
    queryFn: ({ signal }) => fetchJson<FileCompletion>(`/api/files?${words}`, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
  const files = isAsked && data?.status === "read" ? data.value.files.filter(({ path }) => within.includes(path)) : [];
  if (files.length === 0 && outside.length === 0) return null;
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-1.5">
      {files.map(({ path, size }) => (
        <Chip key={path} path={path} aside={bytesWords(size)} />
      ))}
      {outside.map((path) => (
        <Chip key={path} path={path} aside="outside the module: no file is attached" warns />
      ))}
    </ul>
  );
}

function Chip({ path, aside, warns = false }: { path: string; aside: string; warns?: boolean }) {
  const Icon = warns ? TriangleAlert : FileText;
  return (
    <li className="flex min-w-0 max-w-full items-center gap-1.5 rounded border border-line bg-sunken px-1.5 py-0.5 text-fine">
      <Icon aria-hidden className={clsx("size-3.5 shrink-0", warns ? "text-warn" : "text-ink-faint")} />
      <span className="min-w-0 truncate font-mono text-ink-muted" title={visibleText(path)}>
        {visibleText(path)}
      </span>
      <span className={clsx("shrink-0", warns ? "text-warn" : "text-ink-faint")}>{aside}</span>
    </li>
  );
}

/** "312 bytes", "48 kB", "1.2 MB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return bytes < 999_500 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

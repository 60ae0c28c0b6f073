"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { type FileCompletion, type ModuleFile, matchFiles } from "@/lib/core/file-match.ts";
import { isWithinModule, mentionAt, mentionOf, type OpenMention } from "@/lib/core/file-mentions.ts";
import { fetchJson } from "../ui/fetch-json.ts";
import { useOptions } from "./use-options.ts";
import { useSettled } from "./use-settled.ts";

const SETTLED_MS = 80;
const NONE: ModuleFile[] = [];

/**
 * Completes the files of a module in a question: an "@" opens a list, and the file that is chosen takes its place.
 * @param modulePath the module's directory; null or "" completes nothing
 */
export function useFileCompletion(field: RefObject<HTMLTextAreaElement | null>, modulePath: string | null) {
  const [mention, setMention] = useState<OpenMention | null>(null);
  const typed = useSettled(mention?.typed ?? "", SETTLED_MS);
  const module = modulePath?.trim() ?? "";
  const isAsked = mention !== null && module !== "" && isWithinModule(mention.typed);
  const { data } = useQuery({
    queryKey: ["files", module, typed],
    queryFn: ({ signal }) => fetchJson<FileCompletion>(`/api/files?${new URLSearchParams({ module, typed })}`, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
  const files = isAsked && data?.status === "read" ? fitting(data.value.files, mention.typed) : NONE;
  const list = useOptions({
    options: files,
    ...{ startsAtFirst: true, alsoTab: true },
    onChoose: ({ path }: ModuleFile) => {
      const { current } = field;
      if (!current || mention === null) return;
      current.focus();
      current.setSelectionRange(mention.start, current.selectionEnd);
      insertText(current, `${mentionOf(path)} `);
      setMention(null);
    },
  });

  /** Looks at what stands before the caret; to be called when text or caret have changed. */
  const look = () => {
    const { current } = field;
    const isCaret = current && current.selectionStart === current.selectionEnd;
    const found = isCaret ? mentionAt(current.value, current.selectionStart) : null;
    if (found?.start === mention?.start && found?.typed === mention?.typed) return;
    setMention(found);
    if (found) list.show();
    else list.hide();
  };
  /** Begins a mention where the caret stands. */
  const begin = () => {
    const { current } = field;
    if (!current) return;
    current.focus();
    const before = current.value.slice(0, current.selectionStart);
    insertText(current, before === "" || /\s$/.test(before) ? "@" : " @");
    look();
  };
  return { ...list, open: list.open && mention !== null, files, look, begin };
}

/** What was read for fewer letters may not fit any more: nobody is to take a file that isn't what is typed. */
function fitting(files: readonly ModuleFile[], typed: string): ModuleFile[] {
  const paths = matchFiles(
    files.map(({ path }) => path),
    typed,
    files.length,
  );
  return paths.flatMap((path) => files.find((file) => file.path === path) ?? []);
}

/** Puts text in place of the selection as if it had been typed: it can be undone, and the form hears of it. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

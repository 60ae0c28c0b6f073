"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import {
  type CommandPreview,
  SESSION_WORD,
  SYSTEM_PROMPT_WORD,
  shellParts,
  shellWords,
} from "@/lib/core/command-preview.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { fetchJson } from "../ui/fetch-json.ts";
import type { CommandFoldProps } from "./command-fold.tsx";
import { useSettled } from "./use-settled.ts";

const SETTLED_MS = 200;

export interface CommandSaidProps extends CommandFoldProps {
  /** What the form's fields say of how is asked. */
  said: Readonly<Record<string, string>>;
  isShown: boolean;
}

/** The command as the form says it now. */
export function CommandSaid({ modulePath, moduleName = "", threadId = "", said, isShown }: CommandSaidProps) {
  const { systemPrompt, ...values } = said;
  // Of a system prompt it only matters that there is one: its text stands in a file.
  const fields = { modulePath, moduleName, threadId, ...values, systemPrompt: systemPrompt ? "given" : "" };
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== "");
  const now = new URLSearchParams(given).toString();
  const words = useSettled(now, SETTLED_MS);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["command", words],
    queryFn: ({ signal }) => fetchJson<CommandPreview>(`/api/command?${words}`, signal),
    enabled: isShown && modulePath.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  return (
    // A command that the form no longer says is never shown as if it were the one.
    <div
      aria-busy={now !== words || isPlaceholderData}
      className="min-h-16 pt-2 text-fine transition-opacity aria-busy:opacity-50 motion-reduce:transition-none"
    >
      {modulePath.trim() === "" ? (
        <p className="text-ink-faint">Say first which directory to ask in.</p>
      ) : data?.status === "read" ? (
        <CommandView preview={data.value} />
      ) : data ? (
        <p className="text-ink-muted">
          It would be refused: {data.message} {data.hint}
        </p>
      ) : null}
    </div>
  );
}

function CommandView({ preview }: { preview: CommandPreview }) {
  const words = shellWords(preview);
  const { argv, resumes } = preview;
  const notes = [
    "The question goes to its standard input.",
    argv.includes(SESSION_WORD) ? `${SESSION_WORD} is made when it starts.` : null,
    argv.includes(SYSTEM_PROMPT_WORD) ? `${SYSTEM_PROMPT_WORD} holds the system prompt.` : null,
    resumes ? "A process that was kept from the question before is asked instead, if there is one." : null,
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <div className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 py-1 font-mono text-ink-muted">
          {shellParts(preview).map((part) => (
            <Fragment key={part}>
              {/* A line ends between the parts, unless one is longer than a line. */}
              <span className="inline-block max-w-full [overflow-wrap:anywhere]">{part}</span>{" "}
            </Fragment>
          ))}
        </code>
        <CopyButton label="Copy the command" text={words} />
      </div>
      <p className="text-ink-faint">{notes.filter((note) => note !== null).join(" ")}</p>
    </div>
  );
}

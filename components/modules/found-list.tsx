"use client";
import Link from "next/link";
import { useState } from "react";
import { MOST_ADDED, moduleHref } from "@/lib/core/module-address.ts";
import type { FoundDirectories, FoundDirectory } from "@/lib/core/module-view.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { plural } from "../messages/amounts.ts";
import { Button } from "../ui/button.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Adding } from "./use-adding.ts";

/** Directories that were found, to choose from and to add at once. */
export function FoundList({
  found,
  adding,
  onAdded,
}: {
  found: FoundDirectories;
  adding: Adding;
  onAdded: () => void;
}) {
  const isNew = (directory: FoundDirectory) =>
    directory.known === null && !adding.outcome.added.some(({ path }) => path === directory.path);
  const offered = found.directories.filter(isNew);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = offered.filter(({ path }) => !left.has(path)).slice(0, MOST_ADDED);
  const choose = (paths: string[], wanted: boolean) =>
    setLeft((before) => {
      const after = new Set(before);
      for (const path of paths) wanted ? after.delete(path) : after.add(path);
      return after;
    });
  if (found.directories.length === 0) {
    return <p className="text-ink-muted text-small">{nothingWords(found)}</p>;
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="text-ink-muted text-small">
        {plural(found.directories.length, "directory", "directories")} found, {offered.length} not added yet.
        {found.cut ? " There may be more: choose a folder further down to see them." : ""}
      </p>
      <ul
        aria-label="Directories found"
        className="max-h-96 divide-y divide-line overflow-y-auto rounded-md border border-line-strong bg-surface"
      >
        {found.directories.map((directory) => (
          <FoundRow
            key={directory.path}
            directory={directory}
            isNew={isNew(directory)}
            chosen={chosen.includes(directory)}
            onChoose={(wanted) => choose([directory.path], wanted)}
          />
        ))}
      </ul>
      {offered.length === 0 ? null : (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            disabled={chosen.length === 0 || adding.pending}
            onClick={() =>
              adding.add(
                chosen.map(({ path }) => ({ path })),
                onAdded,
              )
            }
          >
            {adding.pending ? "Adding…" : `Add ${plural(chosen.length, "module")}`}
          </Button>
          <Button
            onClick={() =>
              choose(
                offered.map(({ path }) => path),
                chosen.length < offered.length,
              )
            }
          >
            {chosen.length < offered.length ? "Choose all" : "Choose none"}
          </Button>
        </div>
      )}
    </div>
  );
}

function nothingWords({ looked, cut }: FoundDirectories): string {
  const where = `${plural(looked, "folder")} looked at: none of them looks like a project.`;
  return cut ? `${where} There are more; choose a folder further down.` : where;
}

interface FoundRowProps {
  directory: FoundDirectory;
  isNew: boolean;
  chosen: boolean;
  onChoose: (wanted: boolean) => void;
}

function FoundRow({
  directory: { path, name, known, signs, sessions, newestAt },
  isNew,
  chosen,
  onChoose,
}: FoundRowProps) {
  return (
    <li>
      <label className="flex items-start gap-3 px-3 py-2 hover:bg-hover has-disabled:hover:bg-transparent">
        <input
          type="checkbox"
          checked={chosen}
          disabled={!isNew}
          onChange={(event) => onChoose(event.currentTarget.checked)}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-px">
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            <span className="truncate font-medium text-small">{visibleText(name)}</span>
            <span className="text-fine text-ink-faint">
              {signs.join(", ")}
              {sessions > 0 ? `${signs.length > 0 ? " · " : ""}${plural(sessions, "session")}` : ""}
              {newestAt === null ? null : (
                <>
                  , <RelativeTime at={newestAt} />
                </>
              )}
            </span>
          </span>
          <span className="truncate font-mono text-fine text-ink-faint" title={visibleText(path)}>
            {visibleText(path)}
          </span>
        </span>
        {isNew ? null : (
          <Link
            href={moduleHref(known ?? name)}
            className="shrink-0 text-accent text-fine underline underline-offset-2"
          >
            Added
            <span className="sr-only"> as {visibleText(known ?? name)}</span>
          </Link>
        )}
      </label>
    </li>
  );
}

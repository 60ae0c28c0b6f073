"use client";
import { Command } from "cmdk";
import { flushSync } from "react-dom";
import { keyCaps, SHORTCUTS } from "../keys/shortcuts.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { fittingEntries, type PaletteEntry } from "./palette-entry.ts";
import { PALETTE_HINTS, type PaletteMode, paletteInputClass } from "./palette-input.ts";
import { useEntries } from "./use-entries.ts";
import { useFoundThreads } from "./use-found-threads.ts";

export interface PaletteProps {
  mode: PaletteMode;
  typed: string;
  onType: (typed: string) => void;
  stopQuery: StopQuery;
  onClose: () => void;
}

const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-fine [&_[cmdk-group-heading]]:text-ink-faint";

/** One field for everything: pages, threads by title, asking a module, actions, and searching all for what was typed. */
export function Palette({ mode, typed, onType, stopQuery, onClose }: PaletteProps) {
  const { threads, unreached } = useFoundThreads(typed);
  const groups = fittingEntries(useEntries({ typed, found: threads, stopQuery }), typed, mode);
  const choose = (entry: PaletteEntry) => {
    // Closed first, so that the focus is back before the entry moves it.
    flushSync(onClose);
    entry.run();
  };
  return (
    <Command label="Find or go to" shouldFilter={false} loop vimBindings={false}>
      <Command.Input
        // What stood here before it was loaded had the focus.
        autoFocus
        data-first-focus
        value={typed}
        onValueChange={onType}
        placeholder={PALETTE_HINTS[mode]}
        className={paletteInputClass}
      />
      <Command.List className="h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
        {groups.map(({ group, entries }) => (
          <Command.Group key={group} heading={group} className={groupClass}>
            {entries.map((entry) => (
              <Command.Item
                key={entry.id}
                value={entry.id}
                onSelect={() => choose(entry)}
                className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-small data-[selected=true]:bg-hover"
              >
                <Line entry={entry} />
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <p role="status" className="flex h-8 items-center border-line border-t px-4 text-fine text-ink-faint">
        {unreached
          ? "Switchboard did not answer: titles can't be searched now."
          : "Arrow keys choose, Enter does it, Esc closes."}
      </p>
    </Command>
  );
}

function Line({ entry: { Icon, words, aside, shortcut } }: { entry: PaletteEntry }) {
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 truncate">{words}</span>
      {aside ? <span className="min-w-0 max-w-[45%] truncate text-fine text-ink-faint">{aside}</span> : null}
      {shortcut ? (
        <span aria-hidden className="ml-auto flex shrink-0 gap-0.5 max-sm:hidden">
          {keyCaps(SHORTCUTS[shortcut].keys[0], false).map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </span>
      ) : null}
    </>
  );
}

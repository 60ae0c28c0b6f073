"use client";
import {
  Bell,
  Copy,
  FolderSearch,
  Keyboard,
  MessageCircleQuestion,
  MessagesSquare,
  PanelLeft,
  Rows4,
  Search,
  Square,
  SunMoon,
} from "lucide-react";
import { usePathname } from "next/navigation";
import { useTheme } from "next-themes";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { inLine } from "../live/in-line.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { density, flipSideBar } from "../shell/appearance.ts";
import { focusAskForm } from "../shell/focus-ask-form.ts";
import { useHomeIfRead } from "../shell/live-home.tsx";
import { notifying, turnOnNotifying } from "../shell/notifying.ts";
import { PAGES } from "../shell/pages.ts";
import { showDialog } from "../shell/shown-dialog.ts";
import { THEMES } from "../shell/theme-switch.tsx";
import { showToast } from "../shell/toasts.ts";
import { useGo } from "../shell/use-go.ts";
import { threadTitle } from "../threads/thread-title.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { PaletteEntry } from "./palette-entry.ts";
import { searchAllHref } from "./palette-input.ts";

const RECENT_THREADS = 5;
const RECENT_MODULES = 6;

export interface EntriesOptions {
  typed: string;
  found: readonly ThreadSummary[];
  stopQuery: StopQuery;
}

/** Everything that the palette offers on this page, for what is typed. */
export function useEntries({ typed, found, stopQuery }: EntriesOptions): PaletteEntry[] {
  const go = useGo();
  const pages: PaletteEntry[] = [
    ...PAGES.map(({ href, words, Icon, shortcut }) => ({ href, words, Icon, shortcut })),
    { href: "/fan-outs", words: "Ask several modules", Icon: MessagesSquare, shortcut: undefined },
    { href: "/import", words: "Import history", Icon: FolderSearch, shortcut: undefined },
  ].map(({ href, words, Icon, shortcut }) => ({
    ...{ id: `go ${href}`, group: "Go to", words, alsoFor: "page open", Icon, run: () => go(href) },
    ...(shortcut && { shortcut }),
  }));
  return [
    ...pages,
    ...useThreadEntries(typed, found, go),
    ...useAskEntries(typed, go),
    ...useStopEntries(stopQuery),
    ...useActionEntries(),
    ...searchEntry(typed, go),
  ];
}

function searchEntry(typed: string, go: (href: string) => void): PaletteEntry[] {
  const words = typed.trim();
  const shown = words === "" ? "Open the search" : `Search all for “${words}”`;
  const run = () => go(searchAllHref(words));
  return [{ id: "search", group: "Search", words: shown, Icon: Search, always: true, run }];
}

const hrefOf = ({ threadId }: { threadId: string }) => `/threads/${encodeURIComponent(threadId)}`;

function useThreadEntries(typed: string, found: readonly ThreadSummary[], go: (href: string) => void): PaletteEntry[] {
  const pathname = usePathname();
  const recent = (useHomeIfRead()?.home.recent ?? []).filter((thread) => hrefOf(thread) !== pathname);
  const isTyped = typed.trim() !== "";
  const known = new Set(found.map(({ threadId }) => threadId));
  const listed = [
    ...(isTyped ? found : []).map((thread) => ({ thread, always: true })),
    ...recent
      .filter(({ threadId }) => !isTyped || !known.has(threadId))
      .slice(0, isTyped ? recent.length : RECENT_THREADS)
      .map((thread) => ({ thread, always: false })),
  ];
  return listed.map(({ thread, always }) => ({
    id: `thread ${thread.threadId}`,
    group: "Threads",
    words: threadTitle(thread),
    aside: visibleText(thread.modules.join(", ")),
    Icon: MessagesSquare,
    always,
    run: () => go(hrefOf(thread)),
  }));
}

function useAskEntries(typed: string, go: (href: string) => void): PaletteEntry[] {
  const modules = useHomeIfRead()?.home.modules ?? [];
  return (typed.trim() === "" ? modules.slice(0, RECENT_MODULES) : modules).map(({ name, path }) => ({
    id: `ask ${name}`,
    group: "Ask",
    words: `Ask ${visibleText(name)}`,
    alsoFor: path,
    Icon: MessageCircleQuestion,
    run: () => {
      go(`/?${new URLSearchParams({ module: name })}`);
      focusAskForm("prompt");
    },
  }));
}

/** On a thread's page its answers that are being written; on Now all of them. */
function useStopEntries(stopQuery: StopQuery): PaletteEntry[] {
  const pathname = usePathname();
  const { written } = inLine(useHomeIfRead()?.home.live ?? []);
  const here = written.filter(({ message }) => {
    const own = pathname === "/" || pathname === hrefOf(message);
    return own && message.run?.origin === null && message.run.state !== "stopping";
  });
  return here.map(({ message, question }) => ({
    id: `stop ${message.messageId}`,
    group: "Do",
    words: `Stop the answer of ${visibleText(message.module)}`,
    aside: visibleText(question?.slice(0, 80) ?? ""),
    Icon: Square,
    run: async () => {
      const outcome = await orUnreached(stopQuery(message.messageId));
      if (outcome.status === "refused") showToast({ tone: "danger", title: outcome.message, words: outcome.hint });
    },
  }));
}

function useActionEntries(): PaletteEntry[] {
  const { theme, setTheme } = useTheme();
  const themes: PaletteEntry[] = THEMES.filter(({ choice }) => choice !== theme).map(({ choice, label }) => ({
    id: `theme ${choice}`,
    group: "Do",
    words: `Theme: ${label.toLowerCase()}`,
    alsoFor: "appearance colours dark light",
    Icon: SunMoon,
    run: () => setTheme(choice),
  }));
  const other = density.get() === "compact" ? "comfortable" : "compact";
  const action = (id: string, words: string, rest: Pick<PaletteEntry, "Icon" | "run"> & Partial<PaletteEntry>) => ({
    ...{ id, group: "Do" as const, words },
    ...rest,
  });
  return [
    action("copy", "Copy the link to this page", { Icon: Copy, alsoFor: "address url share", run: copyLink }),
    ...themes,
    action("density", `Density: ${other}`, { Icon: Rows4, alsoFor: "rows room", run: () => density.set(other) }),
    action("side-bar", "Narrow or widen the side bar", { Icon: PanelLeft, shortcut: "side-bar", run: flipSideBar }),
    ...notifyingEntry(),
    action("keys", "Show all keys", { Icon: Keyboard, shortcut: "keys-sheet", run: () => showDialog("keys") }),
  ];
}

function notifyingEntry(): PaletteEntry[] {
  if (typeof Notification === "undefined" || Notification.permission === "denied") return [];
  const isOn = notifying.get() === "on" && Notification.permission === "granted";
  return [
    {
      id: "notifications",
      group: "Do",
      words: isOn ? "Turn notifications off" : "Turn notifications on",
      alsoFor: "browser tell hidden tab",
      Icon: Bell,
      run: () => (isOn ? notifying.set("off") : void turnOnNotifying()),
    },
  ];
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    showToast({ tone: "info", title: "The link is copied.", words: window.location.href });
  } catch {
    // The browser may keep pages from the clipboard.
    showToast({ tone: "danger", title: "The browser didn't let the link be copied.", words: window.location.href });
  }
}

import {
  Activity,
  Blocks,
  ChartColumn,
  type LucideIcon,
  MessagesSquare,
  Search,
  Settings,
  Waypoints,
} from "lucide-react";
import type { ShortcutId } from "../keys/shortcuts.ts";

export interface MainPage {
  href: string;
  words: string;
  Icon: LucideIcon;
  shortcut: ShortcutId;
}

/** The pages that one can go to from everywhere, in the order in which they are shown. */
export const PAGES: readonly MainPage[] = [
  { href: "/", words: "Now", Icon: Activity, shortcut: "go-now" },
  { href: "/threads", words: "Threads", Icon: MessagesSquare, shortcut: "go-threads" },
  { href: "/search", words: "Search", Icon: Search, shortcut: "go-search" },
  { href: "/modules", words: "Modules", Icon: Blocks, shortcut: "go-modules" },
  { href: "/insights", words: "Insights", Icon: ChartColumn, shortcut: "go-insights" },
  { href: "/graph", words: "Graph", Icon: Waypoints, shortcut: "go-graph" },
  { href: "/settings", words: "Settings", Icon: Settings, shortcut: "go-settings" },
];

/** How an address stands to one of those pages: it is that page, belongs to it, or neither. */
export function standing(href: string, pathname: string): "page" | "within" | null {
  if (pathname === href) return "page";
  return href !== "/" && pathname.startsWith(`${href}/`) ? "within" : null;
}

"use client";
import { usePathname } from "next/navigation";
import { useShortcuts } from "../keys/use-shortcuts.ts";
import { flipSideBar } from "./appearance.ts";
import { focusAskForm } from "./focus-ask-form.ts";
import { flipDialog, showDialog } from "./shown-dialog.ts";
import { useGo } from "./use-go.ts";

/** The keys that act on every page. */
export function ShellKeys() {
  const go = useGo();
  const pathname = usePathname();
  useShortcuts({
    palette: () => flipDialog("palette"),
    "keys-sheet": () => showDialog("keys"),
    "side-bar": flipSideBar,
    search: () => {
      if (!focusSearchBox()) showDialog("search");
    },
    ask: () => {
      if (pathname !== "/") go("/");
      focusAskForm();
    },
    "go-now": () => go("/"),
    "go-threads": () => go("/threads"),
    "go-search": () => go("/search"),
    "go-modules": () => go("/modules"),
    "go-insights": () => go("/insights"),
    "go-graph": () => go("/graph"),
    "go-settings": () => go("/settings"),
  });
  return null;
}

/** @returns false when the page has no search box */
function focusSearchBox(): boolean {
  const boxes = document.querySelectorAll<HTMLInputElement>("input[data-search-input]");
  const box = [...boxes].find((candidate) => candidate.checkVisibility());
  box?.focus();
  box?.select();
  return box !== undefined;
}

"use client";
import { usePathname, useRouter } from "next/navigation";
import { useShortcuts } from "../keys/use-shortcuts.ts";
import { flipSideBar } from "./appearance.ts";
import { focusAskForm } from "./focus-ask-form.ts";
import { flipDialog, showDialog } from "./shown-dialog.ts";

/** The keys that act on every page. */
export function ShellKeys() {
  const router = useRouter();
  const pathname = usePathname();
  useShortcuts({
    palette: () => flipDialog("palette"),
    "keys-sheet": () => showDialog("keys"),
    "side-bar": flipSideBar,
    search: () => {
      if (!focusSearchBox()) router.push("/search");
    },
    ask: () => {
      if (pathname !== "/") router.push("/");
      focusAskForm();
    },
    "go-now": () => router.push("/"),
    "go-threads": () => router.push("/threads"),
    "go-search": () => router.push("/search"),
    "go-modules": () => router.push("/modules"),
    "go-insights": () => router.push("/insights"),
    "go-settings": () => router.push("/settings"),
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

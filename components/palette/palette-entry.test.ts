import { Circle } from "lucide-react";
import { expect, test } from "vitest";
import { fittingEntries, type PaletteEntry } from "./palette-entry.ts";

const entry = (words: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  ...{ id: words, group: "Do", words, Icon: Circle, run: () => {} },
  ...more,
});
const shown = (entries: PaletteEntry[], typed: string) =>
  fittingEntries(entries, typed).map(({ group, entries: own }) => [group, own.map(({ words }) => words)]);

test("every word that was typed has to be there, in any order, case or accent, also in what isn't shown", () => {
  const entries = [
    entry("Use the dark theme", { alsoFor: "appearance" }),
    entry("Narrow the side bar"),
    entry("Résumé"),
  ];
  expect(shown(entries, "theme DARK")).toEqual([["Do", ["Use the dark theme"]]]);
  expect(shown(entries, "appear")).toEqual([["Do", ["Use the dark theme"]]]);
  expect(shown(entries, "resume")).toEqual([["Do", ["Résumé"]]]);
  expect(shown(entries, "dark side")).toEqual([]);
});

test("groups keep their order, and within one what begins with the words comes first", () => {
  const entries = [
    entry("Search all for “stock”", { group: "Search", always: true }),
    entry("The stock of stock", { group: "Threads" }),
    entry("Stock export", { group: "Threads" }),
    entry("Threads", { group: "Go to" }),
  ];
  expect(shown(entries, "stock")).toEqual([
    ["Threads", ["Stock export", "The stock of stock"]],
    ["Search", ["Search all for “stock”"]],
  ]);
});

test("before anything is typed what was done last comes first, then pages come first", () => {
  const entries = [entry("Threads", { group: "Go to" }), entry("The thread of threads", { group: "Threads" })];
  expect(shown(entries, "").map(([group]) => group)).toEqual(["Threads", "Go to"]);
  expect(shown(entries, "thre").map(([group]) => group)).toEqual(["Go to", "Threads"]);
});

test("what was found elsewhere is shown whatever is typed, after the search where that was asked for, and without words all is", () => {
  const found = entry("A thread whose title is cut", { group: "Threads", always: true });
  const search = entry("Search all for “something else”", { group: "Search", always: true });
  const groups = fittingEntries([found, search], "something else", "search").map(({ group }) => group);
  expect(groups).toEqual(["Search", "Threads"]);
  expect(shown([found], "something else")).toEqual([["Threads", [found.words]]]);
  expect(shown([entry("One"), entry("Two")], "  ")).toEqual([["Do", ["One", "Two"]]]);
});

import { expect, test } from "vitest";
import { actsWhileTyping, matched, pressed } from "./press.ts";
import { KEY_SCOPES, keyCaps, SHORTCUTS, type Shortcut, type ShortcutId } from "./shortcuts.ts";

const ids = Object.keys(SHORTCUTS) as ShortcutId[];
const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
  pressed({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("a press is named as the registry names it; with Alt, or with Shift besides Ctrl, it is nobody's", () => {
  expect(press("j")).toBe("j");
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("F3", { shiftKey: true })).toBe("Shift+F3");
  expect(press("K", { ctrlKey: true })).toBe("Mod+k");
  expect(press("k", { metaKey: true })).toBe("Mod+k");
  expect(press("j", { altKey: true })).toBeNull();
  expect(press("k", { ctrlKey: true, shiftKey: true })).toBeNull();
});

test("two keys after each other call one thing, and the first of them alone calls nothing", () => {
  expect(matched("g", null, ids)).toEqual({ ids: [], first: "g" });
  expect(matched("t", "g", ids)).toEqual({ ids: ["go-threads"], first: null });
});

test("a wrong second key calls nothing, not even what it calls by itself", () => {
  expect(matched("x", null, ids).ids).toEqual(["thread-choose"]);
  expect(matched("x", "g", ids)).toEqual({ ids: [], first: null });
});

test("while one types, letters are letters also where another key of the same shortcut acts", () => {
  expect(actsWhileTyping("find-next", "F3")).toBe(true);
  expect(actsWhileTyping("find-next", "n")).toBe(false);
  expect(actsWhileTyping("palette", "Mod+k")).toBe(true);
  expect(actsWhileTyping("search", "/")).toBe(false);
});

test("within a scope, and everywhere, no key stands for two things", () => {
  const everywhere = keysOf("everywhere");
  for (const scope of Object.keys(KEY_SCOPES)) {
    const keys = scope === "everywhere" ? everywhere : [...keysOf(scope), ...everywhere];
    expect(
      keys.filter((key, at) => keys.indexOf(key) !== at),
      scope,
    ).toEqual([]);
  }
});

test("no key by itself is the first of two", () => {
  const all = ids.flatMap((id) => [...(SHORTCUTS[id] as Shortcut).keys]);
  const firsts = all.filter((key) => key.includes(" ")).map((key) => key.split(" ")[0]);
  expect(firsts.filter((key) => all.includes(key ?? ""))).toEqual([]);
});

test("caps show keys as they stand on the keyboard", () => {
  expect(keyCaps("g ,", false)).toEqual(["g", ","]);
  expect(keyCaps("Mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(keyCaps("Mod+k", true)).toEqual(["⌘", "K"]);
  expect(keyCaps("Shift+F3", false)).toEqual(["Shift", "F3"]);
  expect(keyCaps("ArrowDown", false)).toEqual(["↓"]);
});

function keysOf(scope: string): string[] {
  const all: readonly Shortcut[] = Object.values(SHORTCUTS);
  return all.filter((shortcut) => shortcut.scope === scope).flatMap(({ keys }) => [...keys]);
}

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keptChoice } from "./kept-choice.ts";

/** A browser's storage and its events, as far as choices need them. */
class FakeWindow extends EventTarget {
  readonly items = new Map<string, string>();
  refuses = false;
  readonly localStorage = {
    getItem: (key: string) => {
      if (this.refuses) throw new Error("The storage is off.");
      return this.items.get(key) ?? null;
    },
    setItem: (key: string, value: string) => {
      if (this.refuses) throw new Error("The storage is off.");
      this.items.set(key, value);
    },
  };
}

let browser: FakeWindow;

beforeEach(() => {
  browser = new FakeWindow();
  vi.stubGlobal("window", browser);
  vi.stubGlobal("localStorage", browser.localStorage);
});
afterEach(() => vi.unstubAllGlobals());

const width = (onChange?: (choice: string) => void) =>
  keptChoice({ key: "width", choices: ["wide", "narrow"], usual: "wide", ...(onChange && { onChange }) });

test("a choice is kept for the next page, and what is none of the choices counts as nothing", () => {
  width().set("narrow");
  expect(width().get()).toBe("narrow");
  browser.items.set("width", "<script>");
  expect(width().get()).toBe("wide");
});

test("whoever shows it hears of a change here and in another tab, and the page is told both times", () => {
  const [told, heard] = [vi.fn(), vi.fn()];
  const choice = width(told);
  const stop = choice.subscribe(heard);
  choice.set("narrow");
  browser.items.set("width", "wide");
  browser.dispatchEvent(Object.assign(new Event("storage"), { key: "width" }));
  expect(choice.get()).toBe("wide");
  expect(told.mock.calls).toEqual([["narrow"], ["wide"]]);
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  browser.dispatchEvent(Object.assign(new Event("storage"), { key: "width" }));
  expect(heard).toHaveBeenCalledTimes(2);
});

test("where the browser keeps nothing, the choice holds for the page", () => {
  browser.refuses = true;
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const choice = width();
  expect(choice.get()).toBe("wide");
  choice.set("narrow");
  expect(choice.get()).toBe("narrow");
});

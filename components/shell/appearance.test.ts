import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { APPEARANCE_SCRIPT } from "./appearance.ts";

/** What the script puts on the page, with what the browser has kept. */
function put(kept: Record<string, string> | Error): Record<string, string> {
  const attributes: Record<string, string> = {};
  runInNewContext(APPEARANCE_SCRIPT, {
    localStorage: {
      getItem(key: string) {
        if (kept instanceof Error) throw kept;
        return kept[key] ?? null;
      },
    },
    document: { documentElement: { setAttribute: (name: string, value: string) => (attributes[name] = value) } },
  });
  return attributes;
}

test("what the browser has kept is put on the page before it is painted", () => {
  expect(put({ "switchboard:density": "compact", "switchboard:side-bar": "narrow" })).toEqual({
    "data-density": "compact",
    "data-side-bar": "narrow",
  });
});

test("what is none of the choices, and a browser that keeps nothing, leave the page as it is", () => {
  expect(put({ "switchboard:density": "huge", "switchboard:side-bar": "" })).toEqual({});
  expect(put(new Error("The storage is off."))).toEqual({});
});

test("the script can't end its own element", () => {
  expect(APPEARANCE_SCRIPT).not.toMatch(/<|&/);
});

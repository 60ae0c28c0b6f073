import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { scratch } from "../testing/scratch.ts";
import { moduleFrom } from "./module-argument.ts";
import { nearest } from "./nearest.ts";

const KNOWN = [
  { name: "inventory", path: "/srv/inventory" },
  { name: "orders", path: "/srv/orders" },
  { name: "~", path: "/srv/tilde" },
];

/** A working directory that holds folders of these names. */
function standIn(...folders: string[]): string {
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  const dir = scratch();
  for (const folder of folders) mkdirSync(path.join(dir, folder));
  process.chdir(dir);
  return dir;
}

test("a word that begins as a path is one; else a known name wins, and then a directory", () => {
  const dir = standIn("inventory", "billing");
  const paths = (word: string) => moduleFrom(word, KNOWN);
  expect(paths(".")).toEqual({ modulePath: dir, moduleName: undefined });
  expect(paths("./inventory")).toEqual({ modulePath: path.join(dir, "inventory"), moduleName: undefined });
  expect(paths("/srv/x/")).toEqual({ modulePath: "/srv/x", moduleName: undefined });
  expect(paths("~/x")).toEqual({ modulePath: path.join(os.homedir(), "x"), moduleName: undefined });
  expect(paths("~")).toEqual({ modulePath: os.homedir(), moduleName: undefined });
  expect(paths("inventory")).toEqual({ modulePath: "/srv/inventory", moduleName: "inventory" });
  expect(paths("billing")).toEqual({ modulePath: path.join(dir, "billing"), moduleName: undefined });
});

test("a word that is neither is refused with the names that are most like it", () => {
  standIn();
  expect(() => moduleFrom("inventroy", KNOWN)).toThrow(
    expect.objectContaining({ code: "module-unknown", hint: expect.stringContaining("Did you mean inventory?") }),
  );
  expect(() => moduleFrom("xyz", KNOWN)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining("Known modules: inventory, orders") }),
  );
  expect(() => moduleFrom("", [])).toThrow(expect.objectContaining({ code: "module-unknown" }));
});

test("the nearest names come first, and what is far is none", () => {
  expect(nearest("ordres", ["inventory", "orders", "order"])).toEqual(["orders", "order"]);
  expect(nearest("INVENTORY", ["inventory"])).toEqual(["inventory"]);
  expect(nearest("inv", ["inventory"])).toEqual(["inventory"]);
  expect(nearest("billing", ["inventory"])).toEqual([]);
});

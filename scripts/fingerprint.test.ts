import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../testing/scratch.ts";
import { fingerprint } from "./fingerprint.mjs";

function sources(): string {
  const root = scratch();
  mkdirSync(path.join(root, "lib"));
  writeFileSync(path.join(root, "lib/a.ts"), "1");
  writeFileSync(path.join(root, "next.config.js"), "2");
  return root;
}

const print = (root: string) => fingerprint(root, ["lib", "next.config.js", "proxy.ts"]);

test("a fingerprint changes with contents and names, not with times", () => {
  const root = sources();
  const before = print(root);
  utimesSync(path.join(root, "lib/a.ts"), 1, 1);
  expect(print(root)).toBe(before);
  writeFileSync(path.join(root, "lib/a.ts"), "one");
  const changed = print(root);
  expect(changed).not.toBe(before);
  writeFileSync(path.join(root, "proxy.ts"), "");
  expect(print(root)).not.toBe(changed);
});

test("tests do not make a build stale", () => {
  const root = sources();
  const before = print(root);
  writeFileSync(path.join(root, "lib/a.test.ts"), "3");
  expect(print(root)).toBe(before);
});

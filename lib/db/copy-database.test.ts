import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { scratchStore } from "../../testing/store.ts";
import { copyDatabase } from "./copy-database.ts";

test("a file that stands where a copy is to be stays, unless it is to be replaced, and nothing is left beside it", async () => {
  const { file } = await scratchStore();
  const to = path.join(scratch(), "copy.db");
  fs.writeFileSync(to, "mine");
  expect(() => copyDatabase(file, to)).toThrow("EEXIST");
  expect(fs.readFileSync(to, "utf8")).toBe("mine");
  const check = () => {
    throw new Error("looked at, and no good");
  };
  expect(() => copyDatabase(file, to, { force: true, check })).toThrow("no good");
  expect(fs.readFileSync(to, "utf8")).toBe("mine");
  copyDatabase(file, to, { force: true });
  expect(fs.readFileSync(to, "latin1").startsWith("SQLite format 3")).toBe(true);
  expect(fs.readdirSync(path.dirname(to))).toEqual(["copy.db"]);
});

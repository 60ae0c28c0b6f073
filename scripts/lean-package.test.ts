import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../testing/scratch.ts";
import { makeLean } from "./lean-package.mjs";

const root = path.join(import.meta.dirname, "..");

/** Sources that import these addresses, and what is made for them. */
function made(...lines: string[]) {
  const dir = scratch();
  const sources = path.join(dir, "lib");
  fs.mkdirSync(path.join(sources, "db"), { recursive: true });
  for (const [at, line] of lines.entries()) fs.writeFileSync(path.join(sources, "db", `${at}.ts`), `${line}\n`);
  makeLean({ root, sources, out: path.join(dir, "dist") });
  return path.join(dir, "dist", "node_modules", "drizzle-orm");
}

test("the copy has what the sources import, for Node and for TypeScript, and little to read", async () => {
  const copy = made('import { eq } from "drizzle-orm";', 'import { text } from "drizzle-orm/sqlite-core";');
  const told = JSON.parse(fs.readFileSync(path.join(copy, "package.json"), "utf8"));
  expect(Object.keys(told.exports)).toEqual([".", "./sqlite-core"]);
  for (const { types, default: file } of Object.values(told.exports) as { types: string; default: string }[]) {
    expect(fs.existsSync(path.join(copy, types)) && fs.existsSync(path.join(copy, file))).toBe(true);
  }
  const { eq } = await import(path.join(copy, told.exports["."].default));
  expect(eq).toBeTypeOf("function");
  expect(fs.statSync(path.join(copy, "package.json")).size).toBeLessThan(2_000);
});

test("an address that the package doesn't have is an error of the build", () => {
  expect(() => made('import { x } from "drizzle-orm/nothing";')).toThrow("drizzle-orm has no “./nothing” to import.");
});

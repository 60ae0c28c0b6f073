import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { mentionsStayWithin } from "./mentions-within.ts";

function module(): { root: string; outside: string } {
  const outside = scratch();
  const root = path.join(outside, "module");
  mkdirSync(path.join(root, "src"), { recursive: true });
  writeFileSync(path.join(root, "src", "a.ts"), "x");
  writeFileSync(path.join(outside, "secret.txt"), "x");
  symlinkSync(path.join(outside, "secret.txt"), path.join(root, "link"));
  symlinkSync(outside, path.join(root, "up"));
  symlinkSync(path.join(root, "src"), path.join(root, "inner"));
  execFileSync("mkfifo", [path.join(root, "pipe")]);
  return { root, outside };
}

test.each([
  "no file at all",
  "somebody@example.org, and @decorators and @scope/package",
  "@src/a.ts and @./src and @inner/a.ts#L1-3",
  'a name with spaces: @"not there.txt"',
  "@gone.txt.",
])("all that %j names stands within the module", (prompt) => {
  expect(mentionsStayWithin(module().root, prompt)).toBe(true);
});

// The forms that version 2.1.197 attaches, and some that another one may.
test.each([
  ...["@/etc/hostname", "@~/x", "@../secret.txt", "@src/../../secret.txt", "@..\\secret.txt", "a\0@b\0c"],
  ...[
    "@link",
    "@link.",
    "@link,",
    "@link#L1-2",
    '@"link"',
    '@"link"#L1',
    "。@link",
    "(@link)",
    "x@link",
    "\u00a0@link",
  ],
  ...["@up/secret.txt", "@up", "@pipe", "@/proc/self/environ", "@link。", "@src/a.ts and @link", "@link)", "@link:1"],
])("%j names something elsewhere", (prompt) => {
  expect(mentionsStayWithin(module().root, prompt)).toBe(false);
});

test("whatever surrounds the name of something elsewhere, it is seen", () => {
  const { root } = module();
  const around = fc.string({ unit: "binary", maxLength: 20 });
  const named = fc.constantFrom("@/etc/passwd", "@~/x", "@../secret.txt", '@"up/secret.txt"', "@link");
  fc.assert(
    fc.property(around, named, around, (before, name, after) => {
      expect(mentionsStayWithin(root, `${before} ${name} ${after}`)).toBe(false);
    }),
    { numRuns: 10_000 },
  );
});

test("a question that names more files than can be looked at attaches none", () => {
  expect(mentionsStayWithin(module().root, "@src/a.ts ".repeat(1_000))).toBe(false);
});

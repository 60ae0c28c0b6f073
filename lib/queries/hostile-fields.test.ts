import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { scratch } from "../../testing/scratch.ts";
import { checkDirectory } from "../claude/check-directory.ts";
import { completeDirectory } from "../claude/complete-directory.ts";
import { sizeWithin } from "../claude/module-files.ts";
import { claudeArgv } from "../core/claude/argv.ts";
import { SESSION_WORD, SYSTEM_PROMPT_WORD } from "../core/command-preview.ts";
import { isSwitchboardError } from "../core/failure.ts";
import { checkProfile } from "../core/permission-profile.ts";
import { findAnswer, findThreadId } from "./find-answer.ts";
import { requireModule } from "./modules.ts";
import type { PlanInput } from "./plan-run.ts";
import { previewCommand } from "./preview-command.ts";

const RUNS = 10_000;

/** What has got past such checks elsewhere, alone and among anything. */
const HOSTILE = [
  ...["--settings", "--dangerously-skip-permissions", "-p", "--", "=", "a b", "$(touch x)", "`touch x`", "; touch x"],
  ...[
    "../",
    "..\\",
    "%2e%2e%2f",
    "/etc/passwd",
    "/proc/self/environ",
    "~/.ssh",
    "\0",
    "\n",
    "\r\n",
    "\u2028",
    "\u202e",
  ],
  ...[
    "'",
    '"',
    "\\",
    "*",
    "{}",
    "<script>",
    "NULL",
    "__proto__",
    "constructor",
    "0",
    "-1",
    "é",
    "\ud800",
    "x".repeat(300),
  ],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 12 })), { maxLength: 5 })
  .map((parts) => parts.join(""));

/** What a call gives; null when it is refused, which it says in its own words. */
async function orRefused<Given>(call: () => Given | Promise<Given>): Promise<Given | null> {
  try {
    return await call();
  } catch (error) {
    if (isSwitchboardError(error) && error.hint !== "") return null;
    throw error;
  }
}

test.each(["model", "profile", "moduleName", "threadId", "systemPrompt"] as const)(
  "whatever is said as %s, the arguments are those of the golden list, or the question is refused",
  async (field) => {
    const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER);
    const before = readdirSync(dir).toSorted();
    const golden = (said: string) =>
      claudeArgv({
        ...{ sessionId: SESSION_WORD, resume: false, maxTurns: null, maxBudgetUsd: null, trusted: false },
        model: field === "model" && said !== "" ? said : null,
        profile: (field === "profile" && checkProfile(said)) || "read",
        systemPromptFile: field === "systemPrompt" && said.trim() !== "" ? SYSTEM_PROMPT_WORD : null,
      });
    await fc.assert(
      fc.asyncProperty(hostile, async (said) => {
        const input = { modulePath, [field]: said } as PlanInput;
        const preview = await orRefused(() => previewCommand(input, engine));
        if (preview === null) return;
        expect(preview.argv).toEqual(golden(said));
        expect(preview.cwd).toBe(modulePath);
      }),
      { numRuns: RUNS },
    );
    expect(readdirSync(dir).toSorted()).toEqual(before);
  },
);

test("whatever is said as a path, what is asked is a directory, and nothing outside of a module is told of", async () => {
  const dir = scratch();
  const root = path.join(dir, "module");
  mkdirSync(path.join(root, "src"), { recursive: true });
  writeFileSync(path.join(root, "src", "a.ts"), "x");
  writeFileSync(path.join(dir, "canary"), "0123456789");
  symlinkSync(dir, path.join(root, "up"));
  symlinkSync("/proc/self/environ", path.join(root, "environ"));
  const among = fc.constantFrom("src", "up", "canary", "environ", "a.ts", "/", "..", ".", "\0", "%2e%2e", "\\", "~");
  const relative = fc.oneof(
    hostile,
    fc.array(among, { maxLength: 6 }).map((parts) => parts.join("/")),
  );
  await fc.assert(
    fc.asyncProperty(relative, async (said) => {
      const size = await orRefused(() => sizeWithin(root, said));
      expect([null, 1]).toContain(size); // only a.ts is a file of the module
      const directory = await orRefused(() => checkDirectory(path.join(root, said).slice(0, 4_000)));
      if (directory !== null) expect(path.isAbsolute(directory) && !directory.startsWith("/proc")).toBe(true);
    }),
    { numRuns: RUNS },
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (said) => {
      for (const found of await completeDirectory(said)) expect(path.isAbsolute(found)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("whatever is said as an id or a name, something of that id is found, or it is refused", async () => {
  const { engine } = await fakeEngine(SHORT_ANSWER);
  const { db } = engine.store;
  await fc.assert(
    fc.asyncProperty(hostile, async (said) => {
      for (const find of [findAnswer, findThreadId]) expect(await orRefused(() => find(db, said))).toBe(null);
      expect(await orRefused(() => requireModule(engine, said))).toBe(null);
    }),
    { numRuns: RUNS },
  );
});

import { realpathSync } from "node:fs";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { SESSION_WORD, SYSTEM_PROMPT_WORD, shellWords } from "../core/command-preview.ts";
import { previewCommand } from "./preview-command.ts";
import { queryModule } from "./query-module.ts";

test("the command that is shown is the one that runs, but for what only its start decides", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const settings = {
    profile: "read",
    maxTurns: 5,
    maxBudgetUsd: 0.5,
    model: "haiku",
    systemPrompt: "- brief",
  } as const;
  const shown = await previewCommand({ modulePath, ...settings }, engine);
  expect(shown).toMatchObject({ cwd: realpathSync(modulePath), program: claude.path, resumes: false });
  const { threadId } = await queryModule({ prompt: "SECRET WORDS", modulePath, ...settings }, engine);
  const known = (argv: string[]) =>
    argv.map((word, at) => {
      if (argv[at - 1] === "--session-id" || argv[at - 1] === "--resume") return SESSION_WORD;
      return argv[at - 1] === "--append-system-prompt-file" ? SYSTEM_PROMPT_WORD : word;
    });
  expect(shown.argv).toEqual(known((await claude.spawns())[0]?.argv ?? []));
  expect(shown.argv.join(" ")).not.toContain("SECRET");

  const next = await previewCommand({ modulePath, threadId, profile: "settings", maxTurns: 0 }, engine);
  await queryModule({ prompt: "y", modulePath, threadId, profile: "settings", maxTurns: 0 }, engine);
  expect(known(next.argv)).toEqual(known((await claude.spawns())[1]?.argv ?? []));
  expect(next.argv).toEqual(expect.arrayContaining(["--max-budget-usd", "0.5", "haiku"]));
  expect(await engine.store.listThreads()).toHaveLength(1);
});

test("a preview is refused as the question would be, and a shell takes its words as they are", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const refused = previewCommand({ modulePath, profile: "everything" }, engine);
  await expect(refused).rejects.toMatchObject({ code: "input-invalid", field: "profile" });
  const words = shellWords({ cwd: "/it's here", program: "claude", argv: ["--model", "opus[1m]"], resumes: false });
  expect(words).toBe(`cd '/it'\\''s here' && claude --model 'opus[1m]'`);
});

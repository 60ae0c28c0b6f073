import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { claudeCommand } from "./claude-command.ts";

const run = {
  ...{ cwd: "/srv/orders", sessionId: "3f2b", resumed: false, askedModel: null, systemPrompt: null },
  ...{ profile: null, maxTurns: null, maxBudgetUsd: null, trusted: null },
};

test("the command asks the question in the module's directory, without what only programs need", () => {
  expect(claudeCommand(run, "What is sold?")).toBe("cd /srv/orders && claude -p -- 'What is sold?'");
  const more = { ...run, resumed: true, askedModel: "sonnet", systemPrompt: "Be brief" };
  expect(claudeCommand(more, "And?")).toBe(
    "cd /srv/orders && claude -p --resume 3f2b --model sonnet --append-system-prompt 'Be brief' -- 'And?'",
  );
});

test("a shell reads every word as it was written, whatever is in it", () => {
  const hostile = ['it\'s $(touch /tmp/x) `id` "q" \\ \n!! #', "-rf", "--help", "'; exit 1 #", "Grüße, 你好"];
  for (const question of hostile) {
    const systemPrompt = `p ${question}`;
    const command = claudeCommand({ ...run, cwd: "/", systemPrompt }, question).replace(
      "cd / && claude",
      "printf '%s\\0'",
    );
    const words = execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\0").slice(0, -1);
    expect(words).toEqual(["-p", "--append-system-prompt", systemPrompt, "--", question]);
  }
});

test("a directory with odd characters is one word", () => {
  const command = claudeCommand({ ...run, cwd: "/srv/it's here" }, "x");
  expect(command).toMatch(/^cd '\/srv\/it'\\''s here' && /);
});

test("a question that looks like a command of the CLI is asked as words", () => {
  expect(claudeCommand(run, "/cost")).toContain("-- '\n/cost'");
});

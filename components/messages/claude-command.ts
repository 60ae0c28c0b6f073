import { claudeArgv } from "@/lib/core/claude/argv.ts";
import type { Run } from "@/lib/core/message.ts";
import { DEFAULT_PROFILE, isProfile } from "@/lib/core/permission-profile.ts";
import { shellWord } from "./shell-words.ts";

type AskedRun = Pick<
  Run,
  "cwd" | "sessionId" | "resumed" | "askedModel" | "systemPrompt" | "profile" | "maxTurns" | "maxBudgetUsd" | "trusted"
>;

/** Which of our arguments make `claude` speak with a program, and how many words each of them has. */
const FOR_PROGRAMS: Readonly<Record<string, number>> = {
  "--input-format": 2,
  "--output-format": 2,
  "--verbose": 1,
  "--include-partial-messages": 1,
  // A session that is there already can't be begun again.
  "--session-id": 2,
};

/**
 * The command that asks a run's question in a terminal: with the arguments that Switchboard used, but for those that
 * make `claude` speak with a program. A follow-up goes on with its session.
 */
export function claudeCommand(run: AskedRun, question: string): string {
  // What Switchboard didn't ask had no profile; one that isn't known is never taken for one that may do more.
  const profile = run.profile === null ? "settings" : isProfile(run.profile) ? run.profile : DEFAULT_PROFILE;
  const input = {
    ...{ sessionId: run.sessionId ?? "", resume: run.resumed && run.sessionId !== null, model: run.askedModel },
    // What ran before it was kept, and what Switchboard didn't run, used what the directory brings.
    trusted: run.trusted ?? true,
    ...{ systemPromptFile: null, profile, maxTurns: run.maxTurns, maxBudgetUsd: run.maxBudgetUsd },
  };
  const words = forPeople(claudeArgv(input));
  if (run.systemPrompt !== null) words.push("--append-system-prompt", run.systemPrompt);
  // After "--" no question is an option, and none belongs to an option before it; after a line feed "/" is no command.
  const asked = question.startsWith("/") ? `\n${question}` : question;
  const [, ...options] = words;
  return `cd ${shellWord(run.cwd)} && ${["claude", "-p", ...options.map(optionOrWord), "--", quoted(asked)].join(" ")}`;
}

function forPeople(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < argv.length; ) {
    const word = argv[at] ?? "";
    const length = FOR_PROGRAMS[word];
    if (length === undefined) words.push(word);
    at += length ?? 1;
  }
  return words;
}

const optionOrWord = (word: string) => (/^--[a-z-]+$/.test(word) ? word : shellWord(word));

/** Always in quotes: that is how a question is written. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

import { createInterface } from "node:readline/promises";
import { LEFT_OUT, type TrustView } from "../lib/core/trust.ts";
import { listModules } from "../lib/db/modules.ts";
import { listTrusted } from "../lib/db/trust.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { readTrust, trustDirectory, withdrawTrust } from "../lib/queries/trust.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { moduleFrom } from "./module-argument.ts";
import { openModules } from "./modules-edit.ts";
import { refuseModel } from "./refuse-model.ts";
import { oneLine } from "./terminal-text.ts";
import { sinceWords } from "./words.ts";

export const help = `switchboard trust [MODULE] [options] — whether the CLI may use what a module's directory brings

Claude Code runs what it finds in a directory as soon as it starts there: hooks, helpers, MCP servers, and programs that
the git repository names. A directory that nobody trusts is asked without them. Trust is for what is shown: when it
changes, a person looks again.

  MODULE       a module's name or a directory; shows what it brings, and asks. Without it: the trusted directories
  --yes        trusts without asking
  --withdraw   takes trust back
  --json       the same as JSON, and asks nothing
${COMMON_HELP}

  switchboard trust .
  switchboard trust inventory --withdraw`;

const OPTIONS = {
  yes: { type: "boolean", default: false },
  withdraw: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

interface TrustOptions {
  yes: boolean;
  withdraw: boolean;
  json: boolean;
}

/** Shows, gives or takes back trust. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [word, ...more] = positionals;
  if (more.length > 0) throw usageError(`“${more.join(" ")}” is too much: name one module.`);
  if (values.yes && values.withdraw)
    throw usageError("--yes and --withdraw don't go together.", { hint: "Choose one." });
  return openModules(values, (engine) => (word === undefined ? list(engine, values) : one(engine, word, values)));
}

function list({ store }: Engine, { json, yes, withdraw }: TrustOptions): Promise<number> {
  if (yes || withdraw) throw usageError("No module is named.", { hint: "switchboard trust . --yes" });
  const all = listTrusted(store.db);
  for (const row of all) {
    console.log(json ? JSON.stringify(row) : `${oneLine(row.path, 500)}  trusted ${sinceWords(row.trustedAt)} ago`);
  }
  if (all.length === 0 && !json) console.error("No directory is trusted. switchboard trust . looks at this one.");
  return Promise.resolve(EXIT.complete);
}

async function one(engine: Engine, word: string, { yes, withdraw, json }: TrustOptions): Promise<number> {
  const { modulePath } = moduleFrom(word, [...listModules(engine.store.db), ...engine.env.demoModules]);
  if (yes || withdraw) refuseModel("trust a directory");
  if (withdraw) {
    const had = await withdrawTrust(modulePath, engine.origin, engine);
    console.log(had ? `${modulePath} is not trusted any more.` : `${modulePath} was not trusted.`);
    return EXIT.complete;
  }
  const view = await readTrust(modulePath, engine);
  const asks = !yes && !json && process.stdin.isTTY && process.stdout.isTTY && view.state !== "trusted";
  if (json && !yes) console.log(JSON.stringify(view));
  else if (!json) console.log(wordsOf(view));
  if (!yes && !(asks && (await isYes()))) return EXIT.complete;
  if (asks) refuseModel("trust a directory");
  const given = { directory: view.path, digest: view.setup.digest };
  const trusted = await trustDirectory(given, engine.origin, engine);
  console.log(json ? JSON.stringify(trusted) : `${view.path} is trusted.`);
  return EXIT.complete;
}

async function isYes(): Promise<boolean> {
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await asked.question("Trust this? [y/N] ")).trim());
  } finally {
    asked.close();
  }
}

const STATES: Readonly<Record<TrustView["state"], string>> = {
  trusted: "is trusted.",
  changed: "was trusted, and what runs there was changed since.",
  untrusted: "is not trusted.",
};

function wordsOf({ path, state, setup }: TrustView): string {
  const { programs, others, odd } = setup;
  const lines = [
    `${oneLine(path, 500)} ${STATES[state]}`,
    programs.length === 0 ? "It runs nothing of its own." : "It runs of its own:",
    ...programs.map(
      ({ kind, name, runs, file }) => `  ${oneLine(`${kind} ${name}: ${runs}`, 300)}  (${oneLine(file, 300)})`,
    ),
    ...(others.length > 0 ? ["Claude reads there:"] : []),
    ...others.map(({ what, file }) => `  ${what}  (${oneLine(file, 300)})`),
    ...odd.map(({ why, file }) => `Not understood: ${oneLine(file, 300)} ${why}.`),
    ...(state === "trusted" ? [] : [`Left out until it is trusted: ${LEFT_OUT}`]),
  ];
  return lines.join("\n");
}

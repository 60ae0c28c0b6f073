import { type DoctorCheck, worstOf } from "../lib/core/doctor.ts";
import { applyOptions, readEnv } from "../lib/env.ts";
import { runDoctor } from "../lib/queries/doctor.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { recover } from "./recover.ts";
import { cleanForTerminal } from "./terminal-text.ts";

export const help = `switchboard doctor [options] — looks at everything that Switchboard needs, and says what to do

  --json         the report as one JSON object
  --recover [FILE]
                 saves what can be read of a damaged database in a new one: FILE, or one named by the time beside the
                 database. That is left as it is: a copy is read. Exit code 1 when something could not be read
${COMMON_HELP}

It only looks: nothing is launched, taken up, made or changed, but that the claude CLI is asked for its version and
login. The whole database is read. Exit code 1 when something is broken.

  switchboard doctor
  switchboard doctor --recover ~/recovered.db
  switchboard doctor --json | jq '.checks[] | select(.state != "ok")'`;

/** Looks at the surroundings. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    recover: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (values.recover && positionals.length < 2) {
    applyOptions(values);
    return recover(readEnv().databasePath, positionals[0] ?? null, values.json);
  }
  if (positionals.length > 0) throw usageError(`“${positionals.join(" ")}” is too much: doctor takes only options.`);
  applyOptions(values);
  const report = await runDoctor({ env: readEnv() });
  console.log(
    values.json ? JSON.stringify(report, null, 2) : [...report.checks.flatMap(lines), sum(report.checks)].join("\n"),
  );
  return worstOf(report.checks) === "broken" ? EXIT.failed : EXIT.complete;
}

const INDENT = " ".repeat(26);

function lines({ state, title, words, fix }: DoctorCheck): string[] {
  const told = [`${state.padEnd(8)} ${title.padEnd(16)} ${cleanForTerminal(words)}`];
  if (fix === null) return told;
  const command = fix.command === null ? [] : [`${INDENT}  ${cleanForTerminal(fix.command)}`];
  return [...told, `${INDENT}${cleanForTerminal(fix.words)}`, ...command];
}

function sum(checks: readonly DoctorCheck[]): string {
  const count = (state: DoctorCheck["state"]) => checks.filter((check) => check.state === state).length;
  return `\n${checks.length} checks: ${count("ok")} ok, ${count("warning")} with a warning, ${count("broken")} broken`;
}

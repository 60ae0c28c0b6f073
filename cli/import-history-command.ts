import os from "node:os";
import path from "node:path";
import { SwitchboardError } from "../lib/core/failure.ts";
import type { HistoryFound } from "../lib/core/import-view.ts";
import { openDatabase } from "../lib/db/client.ts";
import { readEnv } from "../lib/env.ts";
import { importHistory } from "../lib/history/import-history.ts";
import { historyRoot, surveyHistory } from "../lib/history/survey-history.ts";
import { claimHistoryImport } from "../lib/queries/imports.ts";
import { EXIT } from "./exit-codes.ts";
import { ImportPrinter } from "./import-printer.ts";
import { Output } from "./output.ts";
import { Screen } from "./screen.ts";

/** Other programs come first. */
const PRIORITY = 10;

/** Imports the sessions that Claude Code keeps. @returns the exit code */
export async function importHistoryCommand({
  from,
  json,
}: {
  from: string | undefined;
  json: boolean;
}): Promise<number> {
  const env = readEnv();
  const survey = await surveyed(from === undefined ? historyRoot(env) : path.resolve(from));
  return importSessions(survey, env.databasePath, json);
}

/**
 * What there is to import.
 * @throws SwitchboardError directory-missing, directory-unreadable
 */
async function surveyed(root: string): Promise<HistoryFound> {
  const survey = await surveyHistory(root);
  if (survey.exists) return survey;
  if (survey.problem !== null) {
    throw new SwitchboardError("directory-unreadable", survey.problem, {
      hint: "Give this user the right to read it, or name another directory with --from.",
      field: "from",
    });
  }
  throw new SwitchboardError("directory-missing", `There are no sessions of Claude Code in ${root}.`, {
    hint: "Name the directory that holds “projects” with --from.",
    field: "from",
  });
}

async function importSessions(survey: HistoryFound, databasePath: string, json: boolean): Promise<number> {
  const db = openDatabase(databasePath);
  process.on("exit", () => db.$client.close());
  const importId = await claimHistoryImport(db, survey.root);
  os.setPriority(PRIORITY);
  const stop = new AbortController();
  let code: number | null = null;
  const onSignal = (name: NodeJS.Signals, exit: number) =>
    process.on(name, () => {
      if (code !== null) process.exit(exit);
      code = exit;
      stop.abort();
    });
  onSignal("SIGINT", EXIT.interrupted);
  onSignal("SIGTERM", 143);
  onSignal("SIGHUP", 129);
  const out = new Output(process.stdout, () => stop.abort());
  const printer = new ImportPrinter(out, new Screen(out, new Output(process.stderr)), json);
  await printer.begin(survey);
  const ended = await importHistory(db, {
    root: survey.root,
    importId,
    signal: stop.signal,
    onProgress: (record) => printer.progress(record),
  });
  await printer.end(db, ended, survey.root);
  if (ended.state === "failed") return EXIT.failed;
  return code ?? EXIT.complete;
}

import path from "node:path";
import { openStore } from "../lib/db/store.ts";
import { applyOptions, readEnv } from "../lib/env.ts";
import { type ImportEnd, importFile } from "../lib/history/import-file.ts";
import { openImportFile } from "../lib/history/open-import-file.ts";
import { EXIT } from "./exit-codes.ts";
import { isComplete, progressLine, reportLines } from "./import-words.ts";
import { Output } from "./output.ts";
import { refuseModel } from "./refuse-model.ts";
import { Screen } from "./screen.ts";

export const FILE_OPTIONS = {
  preview: { type: "boolean", default: false },
  "as-copies": { type: "boolean", default: false },
  grant: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export interface FileImportOptions {
  preview: boolean;
  "as-copies": boolean;
  grant: boolean;
  json: boolean;
  db?: string;
  claude?: string;
}

/** Nothing is served here; other programs that write wait at most this long, in milliseconds. */
const SLICE_MS = 80;

/** Imports a file, or tells what that would do. Ctrl-C ends it after a step. @returns the exit code */
export async function importFileCommand(name: string, options: FileImportOptions): Promise<number> {
  if (options.grant) refuseModel("give modules rights");
  applyOptions(options);
  const env = readEnv();
  const file = path.resolve(name);
  const source = await openImportFile(file, env);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  try {
    const store = await openStore({ path: env.databasePath });
    try {
      const screen = new Screen(new Output(process.stdout), new Output(process.stderr));
      const { preview, "as-copies": asCopies, grant } = options;
      const watch = watched(screen);
      const end = await importFile(store.db, source, file, {
        ...{ preview, asCopies, grant, sliceMs: SLICE_MS, restMs: 0, signal: stop.signal, onProgress: watch },
      });
      await screen.status("");
      return print(end, options);
    } finally {
      await store.close();
    }
  } finally {
    process.off("SIGINT", interrupt);
    source.close();
  }
}

/** How far it is, on a line that is written over; ten times a second is enough. */
function watched(screen: Screen): NonNullable<Parameters<typeof importFile>[3]["onProgress"]> {
  let shownAt = 0;
  const begun = performance.now();
  return (report) => {
    const now = performance.now();
    if (!screen.isWatched || now - shownAt < 100) return;
    shownAt = now;
    void screen.status(progressLine(report(), (now - begun) / 1000));
  };
}

function print({ state, report }: ImportEnd, { json, preview }: FileImportOptions): number {
  if (json) console.log(JSON.stringify({ state, preview, ...report }));
  else console.log(reportLines(report, { preview, cancelled: state === "cancelled" }).join("\n"));
  if (state === "cancelled") return EXIT.interrupted;
  return isComplete(report) ? EXIT.complete : EXIT.failed;
}

import { parentPort, workerData } from "node:worker_threads";
import { isSwitchboardError } from "../core/failure.ts";
import { openDatabase } from "../db/client.ts";
import type { Db } from "../db/db.ts";
import type { FileWorkerData, FromFileWorker, ToFileWorker, WorkerRefusal } from "./file-worker-messages.ts";
import { importFile } from "./import-file.ts";
import type { ImportSource } from "./import-source.ts";
import { openImportFile } from "./open-import-file.ts";

/** How long a transaction keeps other writers waiting, and how long they are let in between two, in milliseconds. */
const SLICE_MS = 40;
const REST_MS = 5;
const TELL_MS = 200;

/** Imports one file in a thread of its own: reading, comparing and indexing would hold up whoever asks for a page. */
const { file, ...place } = workerData as FileWorkerData;
const tell = (message: FromFileWorker) => parentPort?.postMessage(message);
const stop = new AbortController();

try {
  const source = await openImportFile(file, place);
  const db = openDatabase(place.databasePath);
  parentPort?.on("message", (message: ToFileWorker) => {
    if (message.type === "run") void run(db, source, message);
    if (message.type === "stop") stop.abort();
    if (message.type === "close") {
      source.close();
      db.$client.close();
      parentPort?.close();
    }
  });
  tell({ type: "opened" });
} catch (error) {
  tell({ type: "refused", refusal: refusalOf(error) });
}

async function run(db: Db, source: ImportSource, options: { preview: boolean; asCopies: boolean }): Promise<void> {
  let toldAt = 0;
  try {
    const end = await importFile(db, source, file, {
      ...{ ...options, sliceMs: SLICE_MS, restMs: REST_MS, signal: stop.signal },
      onProgress: (report) => {
        if (performance.now() - toldAt < TELL_MS) return;
        toldAt = performance.now();
        tell({ type: "progress", report: report() });
      },
    });
    tell({ type: "end", end });
  } catch (error) {
    tell({ type: "refused", refusal: refusalOf(error) });
  }
}

function refusalOf(error: unknown): WorkerRefusal {
  if (isSwitchboardError(error)) return { code: error.code, message: error.message, hint: error.hint };
  console.error(`The import of ${file} failed.`, error);
  return {
    code: "unforeseen",
    message: `The import failed: ${String(error)}`,
    hint: "What came in is kept. Try again.",
  };
}

import { type ExportRecord, storedText } from "../core/export-record.ts";
import { isSwitchboardError, SwitchboardError } from "../core/failure.ts";
import { openDatabase } from "../db/client.ts";
import type { Db } from "../db/db.ts";
import { damaged } from "../db/foreign-database.ts";
import { prepared } from "../db/prepared.ts";
import { readRecords } from "../db/read-records.ts";
import { openSnapshot } from "../db/snapshot.ts";
import { emptyBatch, type ImportSource, type SourceBatch } from "./import-source.ts";

const BATCH_MESSAGES = 200;
const BATCH_CHARACTERS = 300_000;

/**
 * A database of Switchboard as a source: brought up to date, which only changes our copy, it holds what an export does.
 * @throws SwitchboardError export-newer, file-damaged
 */
export function switchboardSource(copy: string, name: string, bytes: number, remove: () => void): ImportSource {
  bringUpToDate(copy, name);
  const db = openSnapshot(copy);
  const all = Number(prepared(db, "SELECT count(*) FROM message_order").pluck().get());
  return {
    kind: "database",
    what: "a database of Switchboard",
    bytes,
    async *read(): AsyncGenerator<SourceBatch, void> {
      let [line, messages, characters] = [0, 0, 0];
      let batch = emptyBatch(0);
      for (const record of readAll(db, name)) {
        line += 1;
        batch.records.push({ line, record });
        if (record.line === "message") {
          messages += 1;
          characters += storedText(record.content)?.length ?? 0;
        }
        if (batch.records.length < BATCH_MESSAGES && characters < BATCH_CHARACTERS) continue;
        yield { ...batch, bytesDone: Math.floor((bytes * messages) / Math.max(1, all)) };
        batch = emptyBatch(bytes);
        characters = 0;
      }
      yield batch;
    },
    mappings: () => [],
    close() {
      db.$client.close();
      remove();
    },
  };
}

function bringUpToDate(copy: string, name: string): void {
  try {
    openDatabase(copy).$client.close();
  } catch (cause) {
    if (!isSwitchboardError(cause)) throw damaged(name, cause);
    if (cause.code !== "database-newer") {
      throw new SwitchboardError("file-damaged", `${name} is a damaged database of Switchboard.`, {
        hint: "Save what can be read with switchboard doctor --recover --db FILE, and import what that gives.",
        field: "file",
        cause,
      });
    }
    throw new SwitchboardError("export-newer", `${name} was made by a later version of Switchboard.`, {
      hint: "Update Switchboard, and import it then.",
      field: "file",
      cause,
    });
  }
}

function* readAll(db: Db, name: string): Generator<ExportRecord> {
  try {
    yield* readRecords(db, {});
  } catch (cause) {
    throw damaged(name, cause);
  }
}

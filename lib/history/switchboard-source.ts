import { storedText } from "../core/export-record.ts";
import { openDatabase } from "../db/client.ts";
import { prepared } from "../db/prepared.ts";
import { readRecords } from "../db/read-records.ts";
import { openSnapshot } from "../db/snapshot.ts";
import { emptyBatch, type ImportSource, type SourceBatch } from "./import-source.ts";

const BATCH_MESSAGES = 200;
const BATCH_CHARACTERS = 300_000;

/**
 * A database of Switchboard as a source: brought up to date, which only changes our copy, it holds what an export does.
 * @throws SwitchboardError database-newer, database-foreign
 */
export function switchboardSource(copy: string, bytes: number, remove: () => void): ImportSource {
  openDatabase(copy).$client.close();
  const db = openSnapshot(copy);
  const all = Number(prepared(db, "SELECT count(*) FROM message_order").pluck().get());
  return {
    kind: "database",
    what: "a database of Switchboard",
    bytes,
    async *read(): AsyncGenerator<SourceBatch, void> {
      let [line, messages, characters] = [0, 0, 0];
      let batch = emptyBatch(0);
      for (const record of readRecords(db, {})) {
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

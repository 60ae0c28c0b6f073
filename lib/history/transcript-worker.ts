import { parentPort } from "node:worker_threads";
import { readBatches } from "./transcript-reader.ts";
import { AHEAD, type FromWorker, type ToWorker } from "./worker-messages.ts";

/**
 * The worker thread of an import: reads transcripts, one after the other, and makes what search knows of them, while the
 * importing thread writes. It never touches the database.
 */

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread.");

type ToRead = Extract<ToWorker, { type: "read" }>;

const waiting: ToRead[] = [];
let current: { id: number; room: number; isEnough: boolean; onRoom: () => void } | null = null;

const tell = (message: FromWorker) => port.postMessage(message);

port.on("message", (message: ToWorker) => {
  if (message.type === "read") {
    waiting.push(message);
    if (current === null) void readAll();
    return;
  }
  if (current?.id !== message.id) return; // it was read to its end meanwhile
  if (message.type === "enough") current.isEnough = true;
  current.room += 1;
  current.onRoom();
});

async function readAll(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) await read(next);
}

async function read({ id, plan }: ToRead): Promise<void> {
  const reading = { id, room: AHEAD, isEnough: false, onRoom: () => {} };
  current = reading;
  try {
    const batches = readBatches(plan);
    let batch = batches.next();
    if (batch.done) tell({ type: "done", id });
    while (!batch.done && !reading.isEnough) {
      const { value } = batch;
      batch = batches.next();
      tell({ type: "batch", id, batch: value, isLast: batch.done === true });
      reading.room -= 1;
      while (reading.room <= 0 && !reading.isEnough && !batch.done) {
        await new Promise<void>((resolve) => {
          reading.onRoom = resolve;
        });
      }
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!(error instanceof Error && "syscall" in error)) throw error; // no fault of the file: the import fails
    tell({ type: "unreadable", id, code, message: error.message });
  } finally {
    current = null;
  }
}

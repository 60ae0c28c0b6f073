import { parentPort } from "node:worker_threads";
import { readBatches } from "./transcript-reader.ts";
import { AHEAD, type FromWorker, type ToWorker } from "./worker-messages.ts";

/**
 * The worker thread of an import: reads transcripts and makes what search knows of them, while the importing thread
 * writes. It never touches the database.
 */

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread.");

let room = AHEAD;
let enough = false;
let onRoom = () => {};

const tell = (message: FromWorker) => port.postMessage(message);

port.on("message", (message: ToWorker) => {
  if (message.type === "read") {
    void read(message.plan);
    return;
  }
  if (message.type === "enough") enough = true;
  room += 1;
  onRoom();
});

async function read(plan: Extract<ToWorker, { type: "read" }>["plan"]): Promise<void> {
  room = AHEAD;
  enough = false;
  try {
    for (const batch of readBatches(plan)) {
      tell({ type: "batch", batch });
      room -= 1;
      while (room <= 0 && !enough) await new Promise<void>((resolve) => (onRoom = resolve));
      if (enough) break;
    }
    tell({ type: "done" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!(error instanceof Error && "syscall" in error)) throw error; // no fault of the file: the import fails
    tell({ type: "unreadable", code, message: error.message });
  }
}

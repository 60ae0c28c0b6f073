import { applyOptions } from "../lib/env.ts";
import { feedOn } from "../lib/live/feed.ts";
import { type Engine, getEngine } from "../lib/queries/engine.ts";
import { handOver } from "../lib/queries/hand-over.ts";
import { EXIT } from "./exit-codes.ts";
import { Output } from "./output.ts";
import { Screen } from "./screen.ts";

/** How long a command that was told to leave waits for questions that it is just handing over, in milliseconds. */
const LEAVE_MS = 3_000;
/** How long one that is done waits until processes have ended: ending one takes under 6 s. */
const END_MS = 8_000;

/** What a command works with: the engine, the streams, and the signals that end it. */
export interface Session {
  engine: Engine;
  out: Output;
  err: Output;
  screen: Screen;
  /** Aborted when the command is to leave. */
  leaving: AbortSignal;
  /** Calls `listener` at the first Ctrl-C, instead of leaving; the second one leaves. */
  onInterrupt(listener: () => void): void;
  /** Ends the command's use of the store. @returns the exit code: the given one, or why it had to leave */
  end(code: number): Promise<number>;
}

/**
 * Opens the store that the options name, and takes over the signals.
 * @throws SwitchboardError
 */
export async function openSession(options: { db?: string; claude?: string }): Promise<Session> {
  applyOptions(options);
  const engine = await getEngine();
  const leaving = new AbortController();
  let why: number | null = null;
  const leave = (code: number) => {
    why ??= code;
    leaving.abort();
  };
  const out = new Output(process.stdout, (error) => leave(goneCode(error)));
  const err = new Output(process.stderr);
  const screen = new Screen(out, err);
  let onInterrupt = () => leave(EXIT.interrupted);
  let isInterrupted = false;
  process.on("SIGINT", () => {
    if (isInterrupted || leaving.signal.aborted) process.exit(EXIT.interrupted);
    isInterrupted = true;
    onInterrupt();
  });
  for (const [signal, code] of [["SIGTERM", 143] as const, ["SIGHUP", 129] as const]) {
    process.on(signal, () => {
      if (leaving.signal.aborted) process.exit(code);
      leave(code);
    });
  }
  // What waits for other processes has only timers that don't keep a process alive.
  setInterval(() => {}, 60_000);
  process.on("exit", () => {
    feedOn(engine.env.databasePath).db.$client.close();
    engine.store.db.$client.close();
  });
  return {
    ...{ engine, out, err, screen, leaving: leaving.signal },
    onInterrupt(listener) {
      onInterrupt = listener;
    },
    async end(code) {
      if (engine.line.timer) clearTimeout(engine.line.timer);
      await handOver(engine, why === null ? END_MS : LEAVE_MS);
      if (why === null) return code;
      if (screen.isWatched) await screen.endText(false, false);
      return process.exit(why); // whoever reads stdout may never take the rest
    },
  };
}

/** A reader that has enough (| head) is no error; a disk that is full is one. */
function goneCode(error: NodeJS.ErrnoException): number {
  if (error.code === "EPIPE" || error.code === "EIO") return EXIT.complete;
  console.error(`The output can't be written: ${error.message}`);
  return EXIT.failed;
}

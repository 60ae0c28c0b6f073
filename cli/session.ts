import { originOf } from "../lib/core/origin.ts";
import { applyOptions } from "../lib/env.ts";
import { feedOn } from "../lib/live/feed.ts";
import { type Engine, getEngine, processWords } from "../lib/queries/engine.ts";
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
  screen: Screen;
  /** Aborted when the command is to leave: by a signal, or because nobody reads its output any more. */
  leaving: AbortSignal;
  /**
   * From now on a signal no longer ends the process at once: the command leaves. Ctrl-C can do something else; the
   * second one then ends the process.
   */
  takeSignals(onInterrupt?: () => void): void;
  /** Ends the command. @returns the exit code: the given one, unless it had to leave */
  end(code: number): Promise<number>;
}

/**
 * Opens the store that the options name. The process then goes on until it is told to end.
 * @throws SwitchboardError
 */
export async function openSession(options: { db?: string; claude?: string }): Promise<Session> {
  applyOptions(options);
  const engine = await getEngine();
  engine.origin = originOf("terminal", processWords());
  process.on("exit", () => {
    feedOn(engine.env.databasePath).db.$client.close();
    engine.store.db.$client.close();
  });
  const leaving = new AbortController();
  let why: number | null = null;
  const leave = (code: number) => {
    why ??= code;
    leaving.abort();
  };
  const out = new Output(process.stdout, (error) => leave(goneCode(error)));
  const screen = new Screen(out, new Output(process.stderr));
  return {
    ...{ engine, out, screen, leaving: leaving.signal },
    takeSignals(onInterrupt) {
      // What waits for other processes has only timers that don't keep a process alive.
      setInterval(() => {}, 60_000);
      onSignal("SIGTERM", 143, leave);
      onSignal("SIGHUP", 129, leave);
      onSignal("SIGINT", EXIT.interrupted, onInterrupt ?? leave);
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

/** The second signal of a kind ends the process at once. */
function onSignal(signal: NodeJS.Signals, code: number, first: (code: number) => void): void {
  let came = false;
  process.on(signal, () => {
    if (came) process.exit(code);
    came = true;
    first(code);
  });
}

/** A reader that has enough (| head) is no error; a disk that is full is one. */
function goneCode(error: NodeJS.ErrnoException): number {
  if (error.code === "EPIPE" || error.code === "EIO") return EXIT.complete;
  console.error(`The output can't be written: ${error.message}`);
  return EXIT.failed;
}

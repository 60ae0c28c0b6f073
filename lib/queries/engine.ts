import os from "node:os";
import path from "node:path";
import { threadId } from "node:worker_threads";
import type { ProcessEnd } from "../claude/launch-claude.ts";
import { selfIdentity } from "../claude/process-identity.ts";
import { type Origin, originOf } from "../core/origin.ts";
import { type ConversationStore, openStore } from "../db/store.ts";
import { type Environment, processEnvironment, readEnv } from "../env.ts";
import { forgetProcessWide, processWide } from "../process-wide.ts";

/** A run that this process follows, as the rest of it needs to know. */
export interface Following {
  /** Looks at once whether someone asked for the run to be stopped. */
  wake(): void;
  /** Settles when the process is gone as well, or is kept for a follow-up; never rejects. */
  gone: Promise<void>;
}

/** A query that this process asked and waits for. */
export interface Awaited {
  onChunk: ((text: string) => void) | undefined;
  /** Tells that this process has done with the run: it has ended, or another process follows it now. */
  done(): void;
}

/** What the parts of Switchboard share within one process. */
export interface Engine {
  store: ConversationStore;
  env: Environment;
  /** The variables from which the CLI gets its allow-listed environment. */
  variables: Readonly<Record<string, string | undefined>>;
  /** JSON of this process's identity, and of this thread's: how the store names the follower of a run. */
  self: string;
  /** Who asks when a call names nobody: what this process is. */
  origin: Origin;
  /** Whether this process stays, as the dashboard does: then it keeps processes for follow-ups. */
  stays: boolean;
  /** Whether this process looks after the runs of all for as long as it waits for an answer. */
  tending: boolean;
  /** Queries that this process asked and that have not ended, by run id. */
  awaited: Map<string, Awaited>;
  /** Runs that this process follows, by message id. */
  followers: Map<string, Following>;
  /** Ids of runs that something in this process takes care of. */
  handled: Set<string>;
  /** How often this process has tried to adopt a run, by run id. */
  attempts: Map<string, number>;
  /** How processes that this one started end, by the folder of their spool. */
  children: Map<string, Promise<ProcessEnd>>;
  /** The next look at the line of queued runs, and since when there is room for another process's run at its head. */
  line: { timer: NodeJS.Timeout | null; head: string | null; headSince: number };
}

/** The engine of this process on the database that the environment names; made at first use. */
export function getEngine(): Promise<Engine> {
  return processWide("engine", async () => {
    try {
      return createEngine(await openStore({ path: readEnv().databasePath }), readEnv());
    } catch (error) {
      forgetProcessWide("engine"); // whoever mends it can try again
      throw error;
    }
  });
}

/** An engine of its own, for programs and tests that use another store than the environment's. */
export function createEngine(
  store: ConversationStore,
  env: Environment,
  variables: Engine["variables"] = processEnvironment(),
): Engine {
  return {
    ...{ store, env, variables },
    // Two threads of a process are two followers: neither takes up what the other one follows.
    self: JSON.stringify({ ...selfIdentity(), ...(threadId > 0 && { thread: threadId }) }),
    origin: originOf("library", processWords()),
    stays: false,
    tending: false,
    awaited: new Map(),
    followers: new Map(),
    handled: new Set(),
    attempts: new Map(),
    children: new Map(),
    line: { timer: null, head: null, headSince: 0 },
  };
}

/** Where the files of a run stand. */
export function spoolDirOf(engine: Engine, runId: string): string {
  return path.join(engine.env.home, "runs", runId);
}

/** The user and the process, as the log names them. */
export function processWords(): string {
  return `user ${os.userInfo().username}, process ${process.pid}`;
}

import Database from "better-sqlite3";
import { parseIdentity } from "../../lib/claude/process-identity.ts";

/** A run as it was seen last. */
export interface SeenRun {
  runId: string;
  messageId: string;
  threadId: string;
  module: string;
  state: string;
  startedAt: number;
  /** The earliest time that was seen of it: when it was put in line, or launched. */
  begunAt: number;
  /** Its place in the order of all questions; 0 when it was launched between two looks. */
  seq: number;
  /** The pid of its `claude`; 0 while it has none. */
  process: number;
  /** The pid of the process that follows it. */
  follower: number;
  /** When it was launched, each time that it was. */
  launches: Set<number>;
}

/** As the database has it. */
interface Row extends Pick<SeenRun, "runId" | "messageId" | "threadId" | "module" | "state" | "startedAt"> {
  process: string | null;
  follower: string;
  seq: number | null;
}

const LOOK_MS = 15;
const ACTIVE = new Set(["starting", "running", "stopping"]);

/** Looks at the runs in the database all the time, as a program that knows nothing else. */
export class Sampler {
  readonly runs = new Map<string, SeenRun>();
  /** The runs that are not ended now. */
  active: SeenRun[] = [];
  waiting: SeenRun[] = [];
  samples = 0;
  /** The most that were seen at once. */
  mostAtOnce = 0;
  /** Runs that ended since someone asked last. */
  readonly justEnded: SeenRun[] = [];
  readonly #connection: Database.Database;
  readonly #timer: NodeJS.Timeout;

  constructor(file: string) {
    this.#connection = new Database(file, { readonly: true, timeout: 1_000 });
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  look(): void {
    const rows = this.#connection
      .prepare(
        `SELECT runs.run_id AS runId, message_id AS messageId, thread_id AS threadId, module, state,
           started_at AS startedAt, process, follower, seq
         FROM runs JOIN run_positions USING (run_id) LEFT JOIN queued_questions USING (run_id) WHERE state <> 'ended'`,
      )
      .all() as Row[];
    this.samples += 1;
    const before = this.active;
    const seen = rows.map((row) => this.#note(row));
    this.active = seen.filter((run) => ACTIVE.has(run.state));
    this.waiting = seen.filter((run) => run.state === "queued");
    this.mostAtOnce = Math.max(this.mostAtOnce, this.active.length);
    const still = new Set(seen);
    this.justEnded.push(...before.filter((run) => !still.has(run)));
  }

  #note({ process, follower, seq, ...row }: Row): SeenRun {
    const known = this.runs.get(row.runId) ?? {
      ...row,
      begunAt: row.startedAt,
      seq: 0,
      process: 0,
      follower: 0,
      launches: new Set<number>(),
    };
    Object.assign(known, row);
    known.begunAt = Math.min(known.begunAt, row.startedAt);
    known.process = parseIdentity(process)?.pid ?? 0;
    known.follower = parseIdentity(follower)?.pid ?? 0;
    if (seq !== null) known.seq = seq;
    if (ACTIVE.has(row.state)) known.launches.add(row.startedAt);
    this.runs.set(row.runId, known);
    return known;
  }

  /** How many runs were put back in line, because their question had not been handed over. */
  putBack(): number {
    return [...this.runs.values()].filter((run) => run.launches.size > 1).length;
  }

  /** Runs that were launched before one that was asked earlier, although that one did not have to wait for another. */
  outOfOrder(): string[] {
    const placed = [...this.runs.values()].filter((run) => run.seq > 0).sort((a, b) => a.seq - b.seq);
    const launched = placed.filter((run) => run.launches.size === 1); // more: it was put back in its place
    const first = new Map<string, SeenRun>();
    // Of all runs: one that was launched at once was never seen in line, but its follow-ups wait for it.
    const byTime = [...this.runs.values()].sort((a, b) => a.begunAt - b.begunAt);
    for (const run of byTime) if (!first.has(sessionOf(run))) first.set(sessionOf(run), run);
    // A follow-up may be passed by; nobody may pass the first question of a thread.
    const faults: string[] = [];
    let last = { startedAt: 0, seq: 0 };
    for (const run of launched) {
      const [startedAt = 0] = run.launches;
      if (startedAt < last.startedAt) {
        faults.push(`${run.runId} (place ${run.seq}) was launched before place ${last.seq}`);
      }
      if (first.get(sessionOf(run)) === run && startedAt > last.startedAt) last = { startedAt, seq: run.seq };
    }
    return faults;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#connection.close();
  }
}

const sessionOf = (run: SeenRun) => `${run.threadId} ${run.module}`;

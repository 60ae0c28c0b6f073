import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { type DoctorFinding, fine, found } from "../core/doctor.ts";
import type { Db } from "../db/db.ts";
import { nowSeconds } from "../db/rows.ts";
import { activeRuns } from "../db/runs.ts";
import { countPending } from "../db/search-index.ts";
import { listWarm } from "../db/warm.ts";
import type { Patient } from "./doctor.ts";

/** The dashboard looks after kept processes every few seconds; one that is kept so much too long has been forgotten. */
const GRACE_SECONDS = 120;
/** What other programs wrote is indexed within seconds; more than this has piled up. */
const MANY_PENDING = 200;

/** Reads the database, or says why it can't be. */
function withDatabase({ database }: Patient, look: (db: Db) => DoctorFinding): DoctorFinding {
  if (database.state === "open") return look(database.db);
  if (database.state === "none") return fine("There is no database yet.");
  return found("warning", "Not known: the database can't be read.", { words: "First see to the database, above." });
}

/** Each answer that is being written is followed by a process. */
export async function lookAtRuns(patient: Patient): Promise<DoctorFinding> {
  return withDatabase(patient, (db) => {
    const active = activeRuns(db);
    const stale = active.filter(({ follower }) => !isRunning(follower));
    if (stale.length === 0) {
      return fine(
        active.length === 0 ? "None is being answered." : `${active.length} being answered, all of them followed.`,
      );
    }
    const many = stale.length === 1 ? "1 answer is" : `${stale.length} answers are`;
    return found("warning", `${many} followed by no process, so nothing more of it is shown.`, {
      words: "A dashboard that runs takes them up within seconds; what was printed meanwhile is read.",
      ...{ command: "switchboard start", action: "take-up" },
    });
  });
}

/** Each process that is kept for a follow-up is there, and was not forgotten. */
export async function lookAtKept(patient: Patient): Promise<DoctorFinding> {
  return withDatabase(patient, (db) => {
    const kept = listWarm(db);
    const oldest = nowSeconds() - patient.env.limits.warmMs / 1000 - GRACE_SECONDS;
    const forgotten = kept.filter(({ process, idleSince }) => !isRunning(process) || idleSince < oldest);
    if (forgotten.length === 0) {
      return fine(kept.length === 0 ? "None is kept." : `${kept.length} kept for a follow-up.`);
    }
    const many = forgotten.length === 1 ? "1 kept process is" : `${forgotten.length} kept processes are`;
    return found("warning", `${many} gone, or kept for too long.`, {
      words: "A dashboard that runs ends and forgets them; the next question then starts a new process.",
      ...{ command: "switchboard start", action: "end-kept" },
    });
  });
}

function isRunning(stored: string): boolean {
  const identity = parseIdentity(stored);
  return identity !== null && isAlive(identity);
}

/** Search knows what was said. */
export async function lookAtSearch(patient: Patient): Promise<DoctorFinding> {
  return withDatabase(patient, (db) => {
    const pending = countPending(db);
    if (pending === 0) return fine("It knows every message.");
    const many =
      pending >= 1_000 ? "1,000 or more messages are" : pending === 1 ? "1 message is" : `${pending} messages are`;
    if (pending < MANY_PENDING) return fine(`${many} still to be indexed; searches read them as they stand.`);
    return found("warning", `${many} not in the search index yet: searching takes longer.`, {
      ...{ words: "A dashboard that runs indexes them by and by.", command: "switchboard start", action: "index" },
    });
  });
}

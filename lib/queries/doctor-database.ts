import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { runForAnswer } from "../claude/doctor-child.ts";
import { bytesText, type DoctorFinding, fine, found, shellWord } from "../core/doctor.ts";
import { fileSize, readSchemaVersions } from "../db/check-database.ts";
import type { Patient } from "./doctor.ts";
import { ownEntry } from "./own-entry.ts";

/** Looking through a whole database takes about a second for each 500 MB. */
const LIMIT_MS = 120_000;
/** A log beyond this is read for every page. */
const LONG_LOG = 256_000_000;

const NOT_THERE = "There is none yet.";

/** The file is there and can be read; by no one else. */
export async function lookAtDatabase({ env, database }: Patient): Promise<DoctorFinding> {
  const file = env.databasePath;
  if (database.state === "none") return fine(`${file} is not there yet; it is made when it is needed.`);
  // A schema that this version doesn't know is told below.
  if (database.state === "refused" && database.code !== "database-newer") {
    return found("broken", database.message, { words: database.hint });
  }
  if (!isWritable(file) || !isWritable(path.dirname(file))) {
    return found("broken", `${file}, or its directory, can't be written by this user.`, {
      words: "Give this user write access to both.",
      command: `chmod u+rwx ${shellWord(path.dirname(file))} && chmod u+rw ${shellWord(file)}`,
    });
  }
  const size = bytesText(fileSize(file));
  if ((fs.statSync(file).mode & 0o077) !== 0) {
    return found("warning", `Other users of this machine may read ${file} (${size}).`, {
      ...{ words: "Close it to others.", command: `chmod 600 ${shellWord(file)}`, action: "close-database" },
    });
  }
  return fine(`${file}, ${size}.`);
}

function isWritable(at: string): boolean {
  try {
    fs.accessSync(at, fs.constants.R_OK | fs.constants.W_OK);
    return true;
  } catch {
    return false; // whatever the reason, it can't be written
  }
}

/** Its tables are those of this version. */
export async function lookAtSchema({ env, database }: Patient): Promise<DoctorFinding> {
  if (database.state === "none") return fine(NOT_THERE);
  if (database.state === "refused" && database.code !== "database-newer") return unreadable;
  const { applied, known } = readSchemaVersions(env.databasePath);
  if (database.state === "open") return fine(`Version ${applied}, which is this program's.`);
  const words = `Version ${applied}; this program knows ${known}.`;
  if (applied < known) {
    return found("warning", words, {
      ...{ words: "Start this version once: it brings the tables up to date.", command: "switchboard start" },
    });
  }
  return found("broken", words, { words: "Update Switchboard, or name another file with --db." });
}

const unreadable = found("warning", "Not known: the database can't be read.", {
  words: "First see to the database, above.",
});

/** The log is moved into the file now and then; a reader that stays keeps it from being. */
export async function lookAtLog({ env, database }: Patient): Promise<DoctorFinding> {
  if (database.state === "none") return fine(NOT_THERE);
  const bytes = fileSize(`${env.databasePath}-wal`);
  const words = bytes === 0 ? "Empty." : `${bytesText(bytes)}.`;
  if (bytes < LONG_LOG) return fine(words);
  return found("warning", `${words} Some program holds the database open in a transaction.`, {
    words: "End programs that read the database (a SQLite shell, say), then shorten it.",
    command: `sqlite3 ${shellWord(env.databasePath)} 'PRAGMA wal_checkpoint(TRUNCATE)'`,
    action: "shorten-log",
  });
}

const healthSchema = z.object({ damage: z.array(z.string()), lost: z.number() });
type Health = z.infer<typeof healthSchema> | { why: string };

/** The file holds together, as SQLite's quick_check says. */
export async function lookAtIntegrity(patient: Patient): Promise<DoctorFinding> {
  if (patient.database.state === "none") return fine(NOT_THERE);
  const health = await healthOf(patient);
  if ("why" in health) return unfinished(health.why);
  const [first] = health.damage;
  if (first === undefined) return fine("SQLite's quick_check finds nothing wrong.");
  return found("broken", `The file is damaged: ${first.slice(0, 300)}`, {
    words:
      "End Switchboard, and save what can be read in a new file; this one is left as it is. Or go back to a backup.",
    command: `switchboard doctor --recover --db ${shellWord(patient.env.databasePath)}`,
  });
}

/** Each message's thread is there. */
export async function lookAtReferences(patient: Patient): Promise<DoctorFinding> {
  if (patient.database.state === "none") return fine(NOT_THERE);
  const health = await healthOf(patient);
  if ("why" in health) return unfinished(health.why);
  if (health.damage.length > 0) return unreadable;
  if (health.lost === 0) return fine("Each message has its thread.");
  const many =
    health.lost === 1_000
      ? "1,000 or more messages are"
      : health.lost === 1
        ? "1 message is"
        : `${health.lost} messages are`;
  return found("warning", `${many} of threads that are not there: no page shows them.`, {
    ...{ words: "Give them threads of the same id, called “Recovered”.", action: "give-threads" },
  });
}

const unfinished = (why: string) =>
  found("warning", `Not known: ${why}.`, {
    words: "Try again while little goes on, in a terminal.",
    command: "switchboard doctor",
  });

/** One look through the file serves both checks. In a process of its own: SQLite would hold the event loop. */
function healthOf(patient: Patient): Promise<Health> {
  patient.health ??= askHealth(patient);
  return patient.health as Promise<Health>;
}

async function askHealth({ env, variables }: Patient): Promise<Health> {
  const args = [ownEntry("check-database"), env.databasePath];
  const said = await runForAnswer({ file: process.execPath, args, env: variables, limitMs: LIMIT_MS });
  if (said.state === "silent") return { why: said.why };
  if (said.code !== 0) return { why: `the process that looks ended with ${said.code}` };
  return healthSchema.parse(JSON.parse(said.stdout));
}

import {
  DOCTOR_CHECKS,
  DOCTOR_TITLES,
  type DoctorCheck,
  type DoctorCheckId,
  type DoctorFinding,
  type DoctorReport,
  found,
} from "../core/doctor.ts";
import { isSwitchboardError, type RefusalCode } from "../core/failure.ts";
import type { Db } from "../db/db.ts";
import { openForReading } from "../db/status.ts";
import { type Environment, processEnvironment, readEnv } from "../env.ts";
import { freeBytesAt } from "./check-disk.ts";
import { lookAtDatabase, lookAtIntegrity, lookAtLog, lookAtReferences, lookAtSchema } from "./doctor-database.ts";
import { lookAtCli, lookAtDisk, lookAtHome, lookAtLogin, lookAtNode } from "./doctor-surroundings.ts";
import { lookAtKept, lookAtRuns, lookAtSearch } from "./doctor-work.ts";

/** The database as it was found: opened for reading only, so that a doctor changes nothing. */
export type FoundDatabase =
  | { state: "none" }
  | { state: "open"; db: Db }
  | { state: "refused"; code: RefusalCode; message: string; hint: string };

/** What is looked at. */
export interface Patient {
  env: Environment;
  variables: Readonly<Record<string, string | undefined>>;
  nodeVersion: string;
  freeBytes: (directory: string) => number | null;
  database: FoundDatabase;
  /** The look through the whole file, once it was begun. */
  health?: Promise<unknown>;
}

const LOOKS: Record<DoctorCheckId, (patient: Patient) => Promise<DoctorFinding>> = {
  node: lookAtNode,
  cli: lookAtCli,
  login: lookAtLogin,
  home: lookAtHome,
  disk: lookAtDisk,
  database: lookAtDatabase,
  schema: lookAtSchema,
  log: lookAtLog,
  integrity: lookAtIntegrity,
  references: lookAtReferences,
  runs: lookAtRuns,
  kept: lookAtKept,
  search: lookAtSearch,
};

/** Looks at everything that Switchboard needs, and changes nothing. Works without a database, and without an engine. */
export async function runDoctor(
  given: Partial<Omit<Patient, "database">> = {},
  ids: readonly DoctorCheckId[] = DOCTOR_CHECKS,
): Promise<DoctorReport> {
  const began = performance.now();
  const env = given.env ?? readEnv();
  const database = findDatabase(env.databasePath);
  const patient: Patient = {
    ...{ variables: processEnvironment(), nodeVersion: process.versions.node, freeBytes: freeBytesAt },
    ...given,
    ...{ env, database },
  };
  try {
    const checks = await Promise.all(ids.map((id) => check(id, patient)));
    return { checks, at: Date.now() / 1000, tookMs: Math.round(performance.now() - began) };
  } finally {
    if (database.state === "open") database.db.$client.close();
  }
}

async function check(id: DoctorCheckId, patient: Patient): Promise<DoctorCheck> {
  const finding = await LOOKS[id](patient).catch((error: unknown) =>
    found("broken", `This could not be looked at: ${error instanceof Error ? error.message : String(error)}`, {
      words: "See to what else is broken, then look again.",
    }),
  );
  return { id, title: DOCTOR_TITLES[id], ...finding };
}

function findDatabase(file: string): FoundDatabase {
  try {
    const db = openForReading(file);
    return db === null ? { state: "none" } : { state: "open", db };
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return { state: "refused", code: error.code, message: error.message, hint: error.hint };
  }
}

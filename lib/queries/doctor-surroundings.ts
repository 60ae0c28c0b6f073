import fs from "node:fs";
import path from "node:path";
import { readLogin } from "../claude/doctor-login.ts";
import { type ClaudeCli, findClaude } from "../claude/find-claude.ts";
import { bytesText, type DoctorFinding, fine, found, shellWord } from "../core/doctor.ts";
import { isSwitchboardError, type SwitchboardError } from "../core/failure.ts";
import type { Patient } from "./doctor.ts";

const OLDEST_NODE = [22, 18] as const;

/** Node 22.18 or later: the sources are run directly, and better-sqlite3 needs it. */
export async function lookAtNode({ nodeVersion }: Patient): Promise<DoctorFinding> {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const [least, leastMinor] = OLDEST_NODE;
  if (major > least || (major === least && minor >= leastMinor)) return fine(`Node ${nodeVersion}.`);
  return found("broken", `Node ${nodeVersion} is too old: ${OLDEST_NODE.join(".")} or later is needed.`, {
    words: "Install a newer Node; from a clone, npm start brings its own.",
  });
}

/** The CLI is found, runs, and tells a version that is new enough. */
export async function lookAtCli(patient: Patient): Promise<DoctorFinding> {
  const cli = await cliOf(patient);
  if (!isSwitchboardError(cli)) return fine(`Claude Code ${cli.version}, ${cli.path}`);
  return found("broken", cli.message, { words: cli.hint });
}

/** Whether the CLI says that it is logged in. */
export async function lookAtLogin(patient: Patient): Promise<DoctorFinding> {
  const cli = await cliOf(patient);
  if (isSwitchboardError(cli)) {
    return found("warning", "Not known: Claude Code can't be run.", { words: "First see to Claude Code, above." });
  }
  const login = await readLogin(cli.path, patient.variables);
  if (login.state === "in") {
    const source = login.source === null ? "" : `, from ${login.source}`;
    return fine(`Logged in by ${login.method}${source}. Whether the API accepts it shows with the next question.`);
  }
  if (login.state === "out") {
    return found("broken", "Claude Code is not logged in: every question fails.", {
      ...{ words: "Log in, in a terminal.", command: `${shellWord(cli.path)} auth login` },
    });
  }
  return found("warning", `Not known: ${login.why}.`, {
    ...{ words: "Start it in a terminal to see.", command: shellWord(cli.path) },
  });
}

async function cliOf({ env, variables }: Patient): Promise<ClaudeCli | SwitchboardError> {
  try {
    return await findClaude(env.claude, variables);
  } catch (error) {
    if (isSwitchboardError(error)) return error;
    throw error;
  }
}

/** Switchboard's own directory: can be written, and read by no one else. */
export async function lookAtHome({ env: { home } }: Patient): Promise<DoctorFinding> {
  const stat = fs.statSync(home, { throwIfNoEntry: false });
  if (stat === undefined) return fine(`${home} is not there yet; it is made when it is needed.`);
  if (!stat.isDirectory()) {
    return found("broken", `${home} is a file, not a directory.`, {
      words: "Move the file away, or set SWITCHBOARD_HOME to a directory.",
    });
  }
  if (!isUsable(home)) {
    const command = `chmod u+rwx ${shellWord(home)}`;
    return found("broken", `${home} can't be written by this user.`, { words: "Give this user access.", command });
  }
  if ((stat.mode & 0o077) !== 0) {
    return found("warning", `Other users of this machine may look into ${home}: conversations stand there.`, {
      ...{ words: "Close it to others.", command: `chmod 700 ${shellWord(home)}`, action: "close-home" },
    });
  }
  return fine(`${home}, for this user alone.`);
}

function isUsable(directory: string): boolean {
  try {
    fs.accessSync(directory, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    return true;
  } catch {
    return false; // whatever the reason, it is of no use
  }
}

const MEGABYTE = 1_000_000;
/** Below the first nothing is asked any more (check-disk.ts); below the second it is soon so. */
const [LEAST_FREE, LITTLE_FREE] = [67 * MEGABYTE, 2_000 * MEGABYTE];

/** Room for the files of runs and the database. */
export async function lookAtDisk({ env, freeBytes }: Patient): Promise<DoctorFinding> {
  const places = [...new Set([nearest(env.home), nearest(path.dirname(env.databasePath))])];
  const told = places.flatMap((place) => {
    const free = freeBytes(place);
    return free === null ? [] : [{ place, free }];
  });
  const tightest = told.sort((a, b) => a.free - b.free)[0];
  if (tightest === undefined) return fine("Not known: the file system doesn't tell.");
  const words = `${bytesText(tightest.free)} free on the disk of ${tightest.place}.`;
  const fix = { words: "Free some space, or set SWITCHBOARD_HOME to a directory on another disk." };
  if (tightest.free < LEAST_FREE) return found("broken", `Only ${words} Asking is off.`, fix);
  return tightest.free < LITTLE_FREE ? found("warning", `Only ${words}`, fix) : fine(words);
}

/** The directory itself, or the one above it that is there. */
function nearest(directory: string): string {
  const above = path.dirname(directory);
  return fs.existsSync(directory) || above === directory ? directory : nearest(above);
}

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isSwitchboardError, SwitchboardError } from "../core/failure.ts";

/**
 * Checks a module's directory and gives its real path (symbolic links resolved: the CLI keeps sessions by it).
 * "~/" stands for the home directory.
 * @throws SwitchboardError directory-relative, -missing, -not-directory, -unreadable
 */
export function checkDirectory(given: string, field = "modulePath"): string {
  const directory = given.startsWith("~/") ? path.join(os.homedir(), given.slice(2)) : given;
  if (!path.isAbsolute(directory) || directory.includes("\0")) {
    throw new SwitchboardError("directory-relative", `“${given}” is not an absolute path.`, {
      hint: "Give the whole path of the module's directory, from / on.",
      field,
    });
  }
  let stat: fs.Stats;
  try {
    stat = fs.statSync(directory);
  } catch (cause) {
    throw refusalFor(directory, field, cause);
  }
  if (!stat.isDirectory()) {
    throw new SwitchboardError("directory-not-directory", `${directory} is a file, not a directory.`, {
      hint: `Give the directory it is in: ${path.dirname(directory)}`,
      field,
    });
  }
  try {
    fs.accessSync(directory, fs.constants.R_OK | fs.constants.X_OK);
    return projectDirectory(fs.realpathSync(directory), field);
  } catch (cause) {
    throw isSwitchboardError(cause) ? cause : refusalFor(directory, field, cause);
  }
}

/** The system's own folders hold processes and devices: reading them may never end. */
function projectDirectory(real: string, field: string): string {
  if (!/^\/(proc|sys|dev(?!\/shm\/))(\/|$)/.test(real)) return real;
  throw new SwitchboardError("directory-unreadable", `${real} is the system's own, and no project.`, {
    hint: "Choose another directory.",
    field,
  });
}

function refusalFor(directory: string, field: string, cause: unknown): SwitchboardError {
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  if (code === "EACCES" || code === "EPERM") {
    return new SwitchboardError("directory-unreadable", `${directory} can't be read by this user.`, {
      hint: "Give this user read and search permission, or choose another directory.",
      field,
      cause,
    });
  }
  return new SwitchboardError("directory-missing", `There is no directory ${directory}.`, {
    hint: "Check the spelling; the path must be on the machine that Switchboard runs on.",
    field,
    cause,
  });
}

import { checkDirectory } from "../claude/check-directory.ts";
import { readOwnSetup } from "../claude/own-setup.ts";
import { SwitchboardError } from "../core/failure.ts";
import { isPerson, type Origin } from "../core/origin.ts";
import type { TrustView } from "../core/trust.ts";
import type { Db } from "../db/db.ts";
import { whenFree } from "../db/patience.ts";
import { findTrusted, forgetTrust, keepTrust } from "../db/trust.ts";
import { listWarm } from "../db/warm.ts";
import { type Engine, getEngine } from "./engine.ts";
import { endWarm } from "./keep-warm.ts";

/** Whether the CLI may use what a directory brings, as it is just now. @param path the real path */
export function trustOf(db: Db, path: string): TrustView {
  const setup = readOwnSetup(path);
  const kept = findTrusted(db, path);
  const state = kept === null ? "untrusted" : kept.digest === setup.digest ? "trusted" : "changed";
  return { path, state, trustedAt: kept?.trustedAt ?? null, setup };
}

/**
 * How a directory stands, and what it brings.
 * @throws SwitchboardError directory-missing and its like
 */
export async function readTrust(directory: string, engine?: Engine): Promise<TrustView> {
  const used = engine ?? (await getEngine());
  const path = checkDirectory(directory, "path");
  return whenFree(() => trustOf(used.store.db, path));
}

/** What a person trusts. */
export interface TrustGiven {
  directory: string;
  /** Of what was shown: trust is for just that. */
  digest: string;
}

/**
 * Trusts a directory, as it was shown: from now on questions to it use what it brings.
 * @throws SwitchboardError file-changing when it isn't what was shown; directory-missing and its like; input-invalid when
 *   no person asks for it
 */
export async function trustDirectory(
  { directory, digest }: TrustGiven,
  by: Origin,
  engine?: Engine,
): Promise<TrustView> {
  if (!isPerson(by)) throw personsOnly();
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const path = checkDirectory(directory, "path");
  const { setup } = trustOf(db, path);
  if (setup.digest !== digest) {
    throw new SwitchboardError("file-changing", `What runs in ${path} was changed since it was shown.`, {
      hint: "Look at what it brings now, and decide again.",
      field: "trust",
    });
  }
  const count = setup.programs.length;
  const detail = count === 0 ? "It runs nothing of its own." : `${count} of its own that run: ${namesOf(setup)}`;
  await whenFree(() => keepTrust(db, by, { path, digest }, detail));
  return whenFree(() => trustOf(db, path));
}

/** Takes trust back; kept processes that use what the directory brings are ended. @returns whether it was trusted */
export async function withdrawTrust(directory: string, by: Origin, engine?: Engine): Promise<boolean> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const path = realPathOf(directory);
  const had = await whenFree(() => forgetTrust(db, by, path));
  for (const warm of listWarm(db)) if (warm.cwd === path && warm.trusted) await endWarm(used, warm);
  return had;
}

/** A directory that is gone can be forgotten, too. */
function realPathOf(directory: string): string {
  try {
    return checkDirectory(directory, "path");
  } catch {
    return directory; // by the words it was kept by
  }
}

const namesOf = ({ programs }: TrustView["setup"]) =>
  programs
    .map(({ kind, name }) => `${kind} ${name}`)
    .join(", ")
    .slice(0, 500);

function personsOnly(): SwitchboardError {
  return new SwitchboardError("input-invalid", "Only a person trusts a directory.", {
    hint: "Use the dashboard, or switchboard trust in a terminal.",
    field: "trust",
  });
}

import fs from "node:fs";
import { TokenFile, tokenFileOf } from "../lib/access/token-file.ts";
import { SwitchboardError } from "../lib/core/failure.ts";
import { originOf } from "../lib/core/origin.ts";
import { noteDeed } from "../lib/db/audit.ts";
import { openStore } from "../lib/db/store.ts";
import { applyOptions, readEnv } from "../lib/env.ts";
import { processWords } from "../lib/queries/engine.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";

export const help = `switchboard login [options] — a link that signs a browser in to the dashboard, once

  --port N       the port of the dashboard (default 4747)                SWITCHBOARD_PORT
  --revoke       makes a new token: every browser and program is signed out, everywhere
${COMMON_HELP}

Programs send the token itself, as "Authorization: Bearer TOKEN"; it stands in the file “token” of SWITCHBOARD_HOME.
A link counts for 10 minutes.

  switchboard login
  switchboard login --revoke`;

/** How long a dashboard on this machine may take to answer, in milliseconds. */
const PATIENCE_MS = 5_000;

/** Signs browsers in, or all of them out. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    port: { type: "string" },
    revoke: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (positionals.length > 0) throw usageError(`“${positionals.join(" ")}” is too much: login takes only options.`);
  applyOptions(values);
  const { home, port, databasePath } = readEnv();
  const file = new TokenFile(home);
  if (values.revoke) {
    file.renew();
    await noteRenewal(databasePath);
    console.log(`Everybody is signed out. Programs find the new token in ${tokenFileOf(home)}.`);
    return EXIT.complete;
  }
  const origin = `http://127.0.0.1:${port}`;
  console.log(origin + (await newPath(origin, file.read().token)));
  return EXIT.complete;
}

/** In the log of the database, when there is one. */
async function noteRenewal(databasePath: string): Promise<void> {
  if (!fs.existsSync(databasePath)) return;
  const store = await openStore({ path: databasePath });
  try {
    noteDeed(store.db, originOf("terminal", processWords()), { event: "all-signed-out" });
  } finally {
    await store.close();
  }
}

async function newPath(origin: string, token: string): Promise<string> {
  const response = await fetch(`${origin}/login/link`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw refused(`No dashboard answers at ${origin}.`, "Start it with switchboard start, or name its port.", cause);
  });
  if (response.status !== 201) {
    const why = response.status === 401 ? "knows another token" : `answered ${response.status}`;
    throw refused(`What listens at ${origin} ${why}.`, "Name the dashboard's port, and its SWITCHBOARD_HOME.");
  }
  return ((await response.json()) as { path: string }).path;
}

const refused = (message: string, hint: string, cause?: unknown) =>
  new SwitchboardError("input-invalid", message, { hint, field: "port", cause });

import { originOf } from "../lib/core/origin.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { readTrust, trustDirectory } from "../lib/queries/trust.ts";

/** A person at the dashboard. */
export const PERSON = originOf("dashboard", "127.0.0.1, a test");

/** Trusts a directory as a person who has looked at it does. */
export async function trust(engine: Engine, directory: string): Promise<void> {
  const { setup } = await readTrust(directory, engine);
  await trustDirectory({ directory, digest: setup.digest }, PERSON, engine);
}

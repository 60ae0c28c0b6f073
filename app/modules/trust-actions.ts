"use server";
import { z } from "zod";
import { changed } from "@/app/changed.ts";
import { requireGate } from "@/app/gate.ts";
import type { Outcome } from "@/components/ui/outcome.ts";
import { trustDirectory, withdrawTrust } from "@/lib/queries/trust.ts";

const pathSchema = z.string().min(1).max(4_096);

/** Lets the CLI use what a directory brings. @param digest of what was shown */
export async function trustDirectoryAction(path: string, digest: string): Promise<Outcome> {
  const by = await requireGate();
  const input = z.object({ path: pathSchema, digest: z.string().max(64) });
  return changed(input, { path, digest }, async (given) => {
    await trustDirectory({ directory: given.path, digest: given.digest }, by);
  });
}

export async function withdrawTrustAction(path: string): Promise<Outcome> {
  const by = await requireGate();
  return changed(pathSchema, path, async (given) => void (await withdrawTrust(given, by)));
}

"use server";
import { z } from "zod";
import { requireGate } from "@/app/gate.ts";
import type { Outcome } from "@/components/ui/outcome.ts";
import { cancelImport, declineImport, setFollowing, startImport } from "@/lib/queries/imports.ts";
import { toRefusal } from "./refusal.ts";

/** Imports Claude Code's history, or goes on where the last import ended. */
export async function startImportAction(): Promise<Outcome> {
  await requireGate();
  return done(async () => {
    await startImport();
  });
}

export async function cancelImportAction(importId: string): Promise<Outcome> {
  await requireGate();
  const id = z.string().min(1).max(200).safeParse(importId);
  if (id.success) return done(() => cancelImport(id.data));
  const hint = "Reload the page and try again.";
  return { status: "refused", code: "input-invalid", message: "This is no import.", hint, field: null };
}

/** The history is not offered any more. */
export async function declineImportAction(): Promise<Outcome> {
  await requireGate();
  return done(() => declineImport());
}

/** Switches the following of sessions on or off. */
export async function setFollowingAction(wanted: boolean): Promise<Outcome> {
  await requireGate();
  return done(() => setFollowing(wanted === true));
}

async function done(change: () => Promise<void>): Promise<Outcome> {
  try {
    await change();
    return { status: "done" };
  } catch (error) {
    return toRefusal(error);
  }
}

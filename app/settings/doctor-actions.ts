"use server";
import { z } from "zod";
import { changed } from "@/app/changed.ts";
import { requireGate } from "@/app/gate.ts";
import { toRefusal } from "@/app/refusal.ts";
import type { DoctorActions } from "@/components/settings/doctor-actions.ts";
import type { Outcome } from "@/components/ui/outcome.ts";
import { DOCTOR_ACTIONS, type DoctorAction } from "@/lib/core/doctor.ts";
import { runDoctor } from "@/lib/queries/doctor.ts";
import { mend } from "@/lib/queries/doctor-mend.ts";

/** Looks at everything that Switchboard needs. */
export async function runDoctorAction(): ReturnType<DoctorActions["runDoctor"]> {
  await requireGate();
  try {
    return { status: "looked", report: await runDoctor() };
  } catch (error) {
    return toRefusal(error);
  }
}

/** Does what the doctor has proposed. */
export async function mendAction(action: DoctorAction): Promise<Outcome> {
  await requireGate();
  return changed(z.enum(DOCTOR_ACTIONS), action, (checked) => mend(checked));
}

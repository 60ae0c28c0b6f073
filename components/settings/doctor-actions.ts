import type { DoctorAction, DoctorReport } from "@/lib/core/doctor.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

export interface DoctorActions {
  runDoctor: () => Promise<{ status: "looked"; report: DoctorReport } | Refusal>;
  mend: (action: DoctorAction) => Promise<Outcome>;
}

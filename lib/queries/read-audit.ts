import type { AuditEntry, AuditEvent } from "../core/audit.ts";
import { listAudit } from "../db/audit.ts";
import { whenFree } from "../db/patience.ts";
import { listTrusted, type TrustedDirectory } from "../db/trust.ts";
import { type Engine, getEngine } from "./engine.ts";

/** So many entries stand on a page. */
const PAGE = 100;

/** A page of the log, newest first. */
export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next page begins; null when there is none. */
  next: number | null;
}

/** @param before the entry after which the page begins @throws SwitchboardError database-busy */
export async function readAudit(
  { event, before, limit = PAGE }: { event?: AuditEvent | undefined; before?: number | undefined; limit?: number },
  engine?: Engine,
): Promise<AuditPage> {
  const { db } = (engine ?? (await getEngine())).store;
  const part = { limit: limit + 1, ...(event && { event }), ...(before !== undefined && { before }) };
  const found = await whenFree(() => listAudit(db, part));
  const entries = found.slice(0, limit);
  return { entries, next: found.length > limit ? (entries.at(-1)?.seq ?? null) : null };
}

/** The directories that are trusted. @throws SwitchboardError database-busy */
export async function readTrusted(): Promise<TrustedDirectory[]> {
  const { db } = (await getEngine()).store;
  return whenFree(() => listTrusted(db));
}

import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";
import { AUDIT_EVENTS, type AuditEntry, type AuditEvent } from "../core/audit.ts";
import { type Origin, WAYS } from "../core/origin.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { nowSeconds } from "./rows.ts";
import { auditLog, messages } from "./schema.ts";

/** Something that is written down as it is done. */
export interface Deed {
  event: AuditEvent;
  subject?: string | null;
  messageId?: string | null;
  detail?: string | null;
}

/** Adds to the log, within the transaction of what is done when there is one. */
export function noteDeed(db: Db, by: Origin, { event, subject, messageId, detail }: Deed): void {
  prepared(
    db,
    "INSERT INTO audit_log (at, event, way, from_where, subject, message_id, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(nowSeconds(), event, by.way, by.from, subject ?? null, messageId ?? null, detail ?? null);
}

/** A part of the log: that of one kind of event, what is older than an entry. */
export interface AuditPart {
  event?: AuditEvent;
  before?: number;
  limit: number;
}

/** The log, newest first. Rows that another version or program wrote, and this one doesn't know, are left out. */
export function listAudit(db: Db, { event, before, limit }: AuditPart): AuditEntry[] {
  const rows = db
    .select({ ...getTableColumns(auditLog), threadId: messages.threadId })
    .from(auditLog)
    .leftJoin(messages, eq(messages.messageId, auditLog.messageId))
    .where(
      and(
        event === undefined ? undefined : eq(auditLog.event, event),
        before === undefined ? undefined : lt(auditLog.seq, before),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(limit)
    .all();
  return rows.filter((row): row is AuditEntry => isEvent(row.event) && WAYS.some((way) => way === row.way));
}

const isEvent = (word: string): boolean => AUDIT_EVENTS.some((event) => event === word);

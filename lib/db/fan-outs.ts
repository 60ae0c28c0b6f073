import { asc, desc, eq, inArray, max } from "drizzle-orm";
import type { FanOut, FanOutAnswer } from "../core/fan-out.ts";
import type { Db } from "./db.ts";
import { fanOutAnswers, fanOuts } from "./schema.ts";

/** Keeps a question to several modules, and what became of it at each of them, in one transaction. */
export function insertFanOut(db: Db, { answers, ...fanOut }: FanOut): void {
  const insert = db.$client.transaction(() => {
    db.insert(fanOuts).values(fanOut).run();
    for (const answer of answers) insertAnswer(db, fanOut.fanOutId, answer);
  });
  insert.immediate();
}

/** Adds a summary behind all that is there. */
export function addSummary(
  db: Db,
  fanOutId: string,
  summary: { module: string; threadId: string; messageId: string },
): void {
  const add = db.$client.transaction(() => {
    const last = db
      .select({ position: max(fanOutAnswers.position) })
      .from(fanOutAnswers)
      .where(eq(fanOutAnswers.fanOutId, fanOutId))
      .get();
    insertAnswer(db, fanOutId, { ...summary, position: (last?.position ?? -1) + 1, kind: "summary", refusal: null });
  });
  add.immediate();
}

function insertAnswer(db: Db, fanOutId: string, { refusal, ...answer }: FanOutAnswer): void {
  const why = refusal === null ? null : JSON.stringify(refusal);
  db.insert(fanOutAnswers)
    .values({ ...answer, fanOutId, refusal: why })
    .run();
}

/** @returns null when there is none of that id */
export function findFanOut(db: Db, fanOutId: string): FanOut | null {
  const found = db.select().from(fanOuts).where(eq(fanOuts.fanOutId, fanOutId)).get();
  return found ? (withAnswers(db, [found])[0] ?? null) : null;
}

/** The newest first. */
export function listFanOuts(db: Db, limit: number): FanOut[] {
  const newest = desc(fanOuts.createdAt);
  return withAnswers(db, db.select().from(fanOuts).orderBy(newest, desc(fanOuts.fanOutId)).limit(limit).all());
}

function withAnswers(db: Db, found: Omit<FanOut, "answers">[]): FanOut[] {
  const ids = found.map(({ fanOutId }) => fanOutId);
  const order = [asc(fanOutAnswers.fanOutId), asc(fanOutAnswers.position)];
  const rows = db
    .select()
    .from(fanOutAnswers)
    .where(inArray(fanOutAnswers.fanOutId, ids))
    .orderBy(...order)
    .all();
  return found.map((fanOut) => ({
    ...fanOut,
    answers: rows
      .filter(({ fanOutId }) => fanOutId === fanOut.fanOutId)
      .map(({ fanOutId: _, refusal, ...answer }) => ({
        ...answer,
        refusal: refusal === null ? null : JSON.parse(refusal),
      })),
  }));
}

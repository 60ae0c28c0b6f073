import fs from "node:fs";
import path from "node:path";
import { countTypes, findAnswer, openLines, readEventLines, type WantedLines } from "../claude/event-lines.ts";
import { spoolAt } from "../claude/spool.ts";
import { SwitchboardError } from "../core/failure.ts";
import type { Run } from "../core/message.ts";
import type { LinePlace, RawEvents } from "../core/raw-events.ts";
import { requireMessage } from "../db/messages.ts";
import { answeredBefore, findRunOf, processOf } from "../db/runs.ts";
import { foldersOf } from "../history/transcript-files.ts";
import { type Engine, getEngine, spoolDirOf } from "./engine.ts";

/** Which of the lines are read. */
export interface EventsPlace extends LinePlace {
  /** null reads lines of all types. */
  type: string | null;
}

/** A transcript tells when a line was written, not of which answer it is: so much around an answer belongs to it. */
const BEFORE_SECONDS = 2;
const AFTER_SECONDS = 5;

/**
 * The lines of the run that wrote an answer: from its spool while that is kept, else from Claude Code's transcript of
 * its session.
 * @throws SwitchboardError message-unknown when there is no such message in the thread, input-invalid when it has no run
 */
export async function readEvents(
  threadId: string,
  messageId: string,
  place: EventsPlace,
  engine?: Engine,
): Promise<RawEvents> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const message = requireMessage(db, messageId);
  const run = findRunOf(db, messageId);
  if (message.threadId !== threadId || !run) {
    throw new SwitchboardError("input-invalid", "This message was not written by a run, so it has no events.", {
      hint: "Open the answer to a question in its thread, and choose Raw events there.",
      field: "messageId",
    });
  }
  const spool = ownSpool(used, run);
  const transcripts = transcriptPlaces(used, run);
  const about = { module: message.module, isLive: run.state !== "ended" };
  const ofSpool = spool && (await readFile(spool, place, { answersBefore: answeredBefore(db, run.runId) }));
  if (ofSpool) return { ...about, source: "spool", ...ofSpool };
  const within = {
    from: run.startedAt - BEFORE_SECONDS,
    to: (run.endedAt ?? Number.POSITIVE_INFINITY) + AFTER_SECONDS,
  };
  for (const file of transcripts) {
    const found = await readFile(file, place, { within });
    if (found) return { ...about, source: "transcript", ...found };
  }
  return { ...about, source: null, places: placesOf(used, run) };
}

/** The stdout of a run's process, if the folder that the store names is one of those that we made, and no link. */
function ownSpool(engine: Engine, run: Run): string | null {
  const stored = processOf(engine.store.db, run.runId).spoolDir;
  const name = path.basename(stored);
  if (!/^[\w-]+$/.test(name) || stored !== spoolDirOf(engine, name)) return null;
  return fs.lstatSync(stored, { throwIfNoEntry: false })?.isDirectory() ? spoolAt(stored).stdout : null;
}

/** Where Claude Code may keep the session. An id that could lead elsewhere is none. */
function transcriptPlaces({ env }: Engine, { sessionId }: Run): string[] {
  if (sessionId === null || !/^[\w-]+$/.test(sessionId)) return [];
  return foldersOf(env.claudeHome).map((folder) => path.join(folder, `${sessionId}.jsonl`));
}

/** Which lines of a file are the answer's: those after so many others, or those of a time. */
interface OfAnswer {
  answersBefore?: number;
  within?: WantedLines["within"];
}

async function readFile(file: string, place: EventsPlace, { answersBefore, within = null }: OfAnswer) {
  const handle = await openLines(file);
  if (!handle) return null;
  try {
    const { size } = await handle.stat();
    const section = answersBefore === undefined ? null : await findAnswer(handle, answersBefore);
    const counts = await countTypes(handle, { within, section });
    return { file, size, counts, ...(await readEventLines(handle, place, { type: place.type, within, section })) };
  } finally {
    await handle.close();
  }
}

function placesOf(engine: Engine, run: Run): string[] {
  const spool = run.origin === null ? [spoolAt(spoolDirOf(engine, run.runId)).stdout] : [];
  const session =
    run.sessionId === null ? [] : [path.join(engine.env.claudeHome, "projects", "*", `${run.sessionId}.jsonl`)];
  return [...spool, ...session];
}

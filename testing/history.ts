import fs from "node:fs";
import path from "node:path";
import type Database from "better-sqlite3";
import { initialState, type TranscriptBatch } from "../lib/core/transcript-types.ts";
import type { Db } from "../lib/db/db.ts";
import { foldLine } from "../lib/history/fold-line.ts";
import { Reading } from "../lib/history/reading.ts";
import { scratch } from "./scratch.ts";

export type Json = Record<string, unknown>;

export const SESSION = "5e550000-0000-4000-8000-000000000001";
export const CWD = "/srv/demo/modules/inventory";

/** Writes transcript lines as Claude Code does: each goes on from the one before, a second later. */
export class Transcript {
  readonly lines: Json[] = [];
  readonly session: string;
  readonly cwd: string;
  #count = 0;
  #last: string | null = null;

  constructor(session = SESSION, cwd = CWD) {
    this.session = session;
    this.cwd = cwd;
  }

  /** Any line of the conversation. @returns its uuid */
  add(line: Json): string {
    this.#count += 1;
    const uuid = lineId(this.session, this.#count);
    const timestamp = new Date(Date.UTC(2026, 0, 2, 3, 4, this.#count)).toISOString();
    const common = { parentUuid: this.#last, isSidechain: false, sessionId: this.session, cwd: this.cwd };
    const whole: Json = { ...common, version: "2.1.197", uuid, timestamp, ...line };
    this.lines.push(whole);
    this.#last = String(whole.uuid);
    return this.#last;
  }

  /** A line of the session that is none of the conversation. */
  note(line: Json): this {
    this.lines.push({ sessionId: this.session, ...line });
    return this;
  }

  ask(content: unknown, more: Json = {}): string {
    return this.add({ type: "user", message: { role: "user", content }, ...more });
  }

  /** An assistant line; one block each, as the CLI writes them. */
  say(content: unknown, more: Json = {}, message: Json = {}): string {
    const id = `msg_${this.session}_${this.#count}`;
    const usage = { input_tokens: 10, output_tokens: 20 };
    const api = { id, role: "assistant", model: "claude-opus-4-8", content, stop_reason: "end_turn", usage };
    return this.add({ type: "assistant", message: { ...api, ...message }, ...more });
  }

  text(text: string, more: Json = {}, message: Json = {}): string {
    return this.say([{ type: "text", text }], more, message);
  }

  use(name: string, input: unknown, toolUseId: string, more: Json = {}): string {
    return this.say([{ type: "tool_use", id: toolUseId, name, input }], more, { stop_reason: "tool_use" });
  }

  result(toolUseId: string, content: unknown, more: Json = {}): string {
    const block = { type: "tool_result", tool_use_id: toolUseId, content };
    return this.add({ type: "user", message: { role: "user", content: [block] }, ...more });
  }

  attach(attachment: Json): string {
    return this.add({ type: "attachment", attachment });
  }

  system(subtype: string, more: Json = {}): string {
    return this.add({ type: "system", subtype, ...more });
  }

  toString(): string {
    return this.lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  }
}

/** The uuid of a session's nth line of the conversation, from 1. */
export function lineId(session: string, number: number): string {
  return `${session.slice(0, 24)}${session.slice(-6)}${String(number).padStart(6, "0")}`;
}

/** What the lines mean, without any store. */
export function folded(lines: readonly Json[]): TranscriptBatch {
  const place = { sessionId: SESSION, threadId: SESSION, module: "inventory", agentOf: null };
  const reading = new Reading(initialState(), { ...place, isOrphan: false, documents: false });
  for (const [index, line] of lines.entries()) foldLine(reading, line, index + 1);
  return reading.take(0, 0, lines.length);
}

/** A directory as Claude Code keeps it, of the test's own. */
export function historyDir(): { root: string; put: typeof put } {
  const root = path.join(scratch(), "claude");
  const put = (file: string, content: string | Buffer, changedAt: Date | null = OLD): string => {
    const full = path.join(root, "projects", file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, content);
    if (changedAt) fs.utimesSync(full, changedAt, changedAt);
    return full;
  };
  fs.mkdirSync(path.join(root, "projects"), { recursive: true });
  return { root, put };
}

/** So long ago that no session goes on in the file. */
export const OLD = new Date("2026-02-01T00:00:00Z");

/** The folder that the CLI makes for a directory. */
export function folderOf(cwd: string): string {
  return cwd.replace(/[^A-Za-z0-9]/g, "-");
}

/** Everything that an import stores, in an order of its own: two imports of the same files are equal. */
export function stored(db: Database.Database): Json {
  const all = (sql: string) => db.prepare(sql).all() as Json[];
  return {
    threads: all("SELECT * FROM threads ORDER BY thread_id"),
    messages: all("SELECT * FROM messages ORDER BY message_id"),
    blocks: all("SELECT * FROM blocks ORDER BY message_id, position"),
    runs: all("SELECT *, NULL AS gone_at FROM runs ORDER BY run_id").map(({ gone_at: _gone, ...row }) => ({
      ...row,
      cost_usd: typeof row.cost_usd === "number" ? Math.round(row.cost_usd * 1e9) : row.cost_usd,
    })),
    modules: all("SELECT name, path FROM modules ORDER BY name"),
    problems: all("SELECT path, line, kind, detail FROM import_problems ORDER BY path, line, kind"),
    counts: all("SELECT thread_id, module, messages FROM thread_modules ORDER BY thread_id, module"),
  };
}

/** Where recorded sessions of the real CLI are. */
export const RECORDED = path.join(import.meta.dirname, "transcripts");
export const sessionOf = (number: number) => `5e550000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Every recorded session, where the CLI would have put it. */
export function recorded(put: (file: string, content: string) => void): void {
  for (const name of fs.readdirSync(RECORDED).filter((file) => file.endsWith(".jsonl"))) {
    const text = fs.readFileSync(path.join(RECORDED, name), "utf8");
    const session = /"sessionId":"([^"]+)"/.exec(text)?.[1] ?? name;
    put(`${folderOf(CWD)}/${session}.jsonl`, text);
    const agents = path.join(RECORDED, name.slice(0, -".jsonl".length), "subagents");
    if (!fs.existsSync(agents)) continue;
    for (const file of fs.readdirSync(agents)) {
      put(`${folderOf(CWD)}/${session}/subagents/${file}`, fs.readFileSync(path.join(agents, file), "utf8"));
    }
  }
}

/** Some sessions with some questions each. */
export function sessions(put: (file: string, content: string) => void, count: number, questions: number): void {
  for (let number = 1; number <= count; number += 1) {
    const transcript = new Transcript(sessionOf(number), `/srv/demo/${number % 3}/api`);
    for (let index = 0; index < questions; index += 1) {
      transcript.ask(`question ${index} of ${number}`);
      transcript.use("Read", { file_path: `${index}.ts` }, `toolu_${number}_${index}`);
      transcript.result(`toolu_${number}_${index}`, "word ".repeat(200));
      transcript.text(`answer ${index} of ${number}`);
    }
    put(`${folderOf(transcript.cwd)}/${transcript.session}.jsonl`, String(transcript));
  }
}

/** What a query of a test gives. */
export const rows = (db: Db, sql: string) => db.$client.prepare(sql).all() as Record<string, unknown>[];

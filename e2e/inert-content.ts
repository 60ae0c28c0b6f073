import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type Database from "better-sqlite3";
import { projectFile } from "../scripts/project.mjs";
import { bundles, PAYLOADS } from "../testing/payloads.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { transcript } from "../testing/session-writer.ts";
import { addStanding, addThread } from "./standing-runs.ts";

/** The threads in which payloads stand: few in each, so that a page draws all of it. */
export interface InertThreads {
  said: string[];
  tools: string[];
  imported: string[];
}

/** In how many texts the payloads come, so that one that swallows what follows it swallows little. */
const TEXTS = 12;
/** What a tool is given and gives, and thoughts, notices and unknown things; each has words of its own before the payloads. */
export const TOOL_PLACES = [
  "bash",
  "ansi",
  "old",
  "new",
  "read",
  "grep",
  "web",
  "json",
  "todo",
  "agent",
  "think",
  "note",
  "odd",
];

/** Fills a database with payloads, in every place whose text comes from elsewhere. */
export function fillInert(db: Database.Database, dir: string): InertThreads {
  const said = addThread(db, "Said", "orders");
  const insert = db.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, 'complete', NULL)");
  const names = bundles(TEXTS, " ", "by");
  for (const [at, text] of bundles(TEXTS).entries()) {
    const kind = ["response", "question", "note"][at % 3] ?? "note";
    insert.run(`said ${at}`, said, names[at], text, kind, Date.now() / 1000 - 900 + at);
  }
  addNames(db);
  const tools = Array.from({ length: 6 }, () => addThread(db, "Tools", "orders"));
  for (let at = 0; at < TEXTS; at += 1) addTools(db, tools[at % tools.length] ?? "", at);
  return { said: [said], tools, imported: addImported(db, dir) };
}

/** The words of the payloads in each of so many threads. */
export const idsIn = (threads: readonly string[], thread: number, place = ""): string[] =>
  PAYLOADS.filter((_, at) => at % threads.length === thread).map(({ id }) => `${place}${id}`);

/** Titles, modules and tags of threads, modules of the list, and messages that a search finds. */
function addNames(db: Database.Database): void {
  const module = db.prepare("INSERT INTO modules (name, path, description, created_at) VALUES (?, ?, ?, 1)");
  const tag = db.prepare("INSERT INTO thread_tags VALUES (?, ?)");
  for (const name of bundles(40, " ", "title")) {
    const threadId = addThread(db, name, name.replaceAll("title", "module"));
    tag.run(threadId, name.replaceAll("title", "tag"));
    module.run(...[name.replaceAll("title", "name"), `/srv/${name.replaceAll("title", "path")}`, name]);
  }
  const found = addThread(db, "Found", "orders");
  const insert = db.prepare("INSERT INTO messages VALUES (?, ?, 'orders', ?, 'note', ?, 'complete', NULL)");
  for (const [at, { id, text }] of PAYLOADS.entries()) {
    insert.run(`found ${at}`, found, `needle ${id} ${text} needle`, Date.now() / 1000 - 90_000 + at);
  }
}

function addTools(db: Database.Database, threadId: string, at: number): void {
  const messageId = addStanding(db, { threadId, question: `Text ${at}`, state: "ended", age: 900 - at, text: "Done." });
  const insert = db.prepare("INSERT INTO blocks VALUES (?, ?, ?, 'settled', ?, ?, NULL, 0, ?)");
  let position = 0;
  const add = (kind: string, name: string | null, id: string | null, text: string) =>
    insert.run(messageId, position++, kind, name, id, text);
  // Of a string for a terminal that doesn't end nothing is shown to the line's end.
  const own = (place: string) => bundles(TEXTS, place === "ansi" ? "\n" : " ", place)[at] ?? "";
  const call = (name: string, input: unknown, answer: string) => {
    const id = `${messageId} ${position}`;
    add("tool_use", name, id, JSON.stringify(input));
    add("tool_result", null, id, answer);
  };
  add("thinking", null, null, own("think"));
  call("Bash", { command: own("bash"), description: "Runs" }, own("ansi"));
  call("Edit", { file_path: "/srv/a.ts", old_string: own("old"), new_string: "" }, "Updated.");
  call("Edit", { file_path: "/srv/a.ts", old_string: "", new_string: own("new") }, "Updated.");
  call("Read", { file_path: "/srv/a.html" }, `1\t${own("read")}`);
  call("Grep", { pattern: "x", output_mode: "content" }, own("grep"));
  call("WebFetch", { url: "https://docs.example/", prompt: "What?" }, bundles(TEXTS, "\n\n", "web")[at] ?? "");
  call("mcp__x__y", { [own("json")]: own("json") }, JSON.stringify({ a: own("json") }));
  call("TodoWrite", { todos: [{ content: own("todo"), status: "pending" }] }, "Done.");
  call("Agent", { description: "Does", prompt: own("agent"), subagent_type: "x" }, own("agent"));
  add("notice", "api-retry", null, own("note"));
  add("unknown", "odd", null, own("odd"));
}

/** What Claude Code kept of sessions, brought in by the command line. @returns the threads that they became */
function addImported(db: Database.Database, dir: string): string[] {
  const [root, home] = [path.join(dir, "history"), path.join(dir, "switchboard")];
  mkdirSync(root, { recursive: true });
  const ids = [1, 2, 3].map((number) => `5e551011-0000-4000-8000-00000000058${number}`);
  const cwd = path.join(dir, "payloads");
  const sessions = ids.map((sessionId) => transcript({ root, cwd, sessionId, startedAt: Date.UTC(2026, 8, 1) }));
  for (const [at, text] of bundles(TEXTS).entries()) {
    const session = sessions[at % sessions.length];
    session?.ask(bundles(TEXTS, "\n\n", "asked")[at] ?? "");
    session?.use("Bash", { command: "ls" }, bundles(TEXTS, "\n", "result")[at] ?? "");
    session?.say(text);
  }
  const args = [projectFile("bin/switchboard.mjs"), "import", "--from", root, "--db", db.name];
  const env = { ...inheritedEnv(), NODE_ENV: "production" as const, HOME: dir, SWITCHBOARD_HOME: home };
  execFileSync(process.execPath, args, { env, stdio: "pipe" });
  return ids;
}

import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";

/** A session's transcript as Claude Code writes it, line by line. */
export interface Transcript {
  /** Absolute. */
  file: string;
  sessionId: string;
  /** What a person typed. */
  ask(text: string): void;
  /** What the model says; it ends the turn unless `goesOn`. */
  say(text: string, options?: { goesOn?: boolean }): void;
  /** A tool call with its result. */
  use(tool: string, input: Record<string, unknown>, result: string): void;
  /** As `say`, of which only the first half is written. @returns writes the rest */
  sayInHalves(text: string): () => void;
  /** Anything else, as it is: broken lines, halves of lines. */
  raw(text: string): void;
}

export interface TranscriptOptions {
  /** Claude Code's directory, which holds `projects`. */
  root: string;
  /** The directory in which the session was held. */
  cwd: string;
  /** A UUID. */
  sessionId: string;
  /** When the first line was written, in milliseconds; the others follow by the second. Default: each line now. */
  startedAt?: number;
}

/** Begins a transcript; its file is there with the first line. */
export function transcript({ root, cwd, sessionId, startedAt }: TranscriptOptions): Transcript {
  const folder = path.join(root, "projects", cwd.replace(/[^A-Za-z0-9]/g, "-"));
  const file = path.join(folder, `${sessionId}.jsonl`);
  mkdirSync(folder, { recursive: true });
  let written = 0;
  let parentUuid: string | null = null;
  /** What is to be written with the next line. */
  let held: string | null = null;
  const raw = (text: string) => {
    if (held === null) appendFileSync(file, text);
    else held += text;
  };
  const line = (type: "user" | "assistant", message: unknown, more: Record<string, unknown> = {}) => {
    const at = startedAt === undefined ? Date.now() : startedAt + written * 1000;
    const uuid = `${String(written).padStart(8, "0")}${sessionId.slice(8)}`;
    written += 1;
    const fixed = {
      isSidechain: false,
      userType: "external",
      entrypoint: "cli",
      version: "2.1.197",
      gitBranch: "main",
    };
    const timestamp = new Date(at).toISOString();
    raw(`${JSON.stringify({ parentUuid, type, message, uuid, timestamp, cwd, sessionId, ...fixed, ...more })}\n`);
    parentUuid = uuid;
  };
  const model = (content: unknown, stopReason: string) =>
    line(
      "assistant",
      {
        ...{
          id: `msg_${sessionId.slice(-12)}_${written}`,
          type: "message",
          role: "assistant",
          model: "claude-opus-4-8",
        },
        ...{ content: [content], stop_reason: stopReason, stop_sequence: null },
        usage: { input_tokens: 1200, output_tokens: 85, cache_read_input_tokens: 900, cache_creation_input_tokens: 40 },
      },
      { requestId: `req_${written}` },
    );
  return {
    ...{ file, sessionId, raw },
    ask: (text) => line("user", { role: "user", content: text }, { permissionMode: "default" }),
    say: (text, { goesOn = false } = {}) => model({ type: "text", text }, goesOn ? "tool_use" : "end_turn"),
    sayInHalves(text) {
      held = "";
      model({ type: "text", text }, "end_turn");
      const [whole, half] = [held, Math.floor(held.length / 2)];
      held = null;
      raw(whole.slice(0, half));
      return () => raw(whole.slice(half));
    },
    use(tool, input, result) {
      const id = `toolu_${sessionId.slice(-12)}_${written}`;
      model({ type: "tool_use", id, name: tool, input }, "tool_use");
      const content = [{ tool_use_id: id, type: "tool_result", content: result }];
      line("user", { role: "user", content }, { toolUseResult: { stdout: result } });
    },
  };
}

const MODULES = ["inventory", "storefront", "billing", "search-api", "mobile-app", "infra"];
const TOPICS = [
  ...["the export of stock as CSV", "why the nightly build is slow", "how a refund is booked", "the retry of webhooks"],
  ...["rounding of prices", "a flaky test of the login", "the order of migrations", "which columns are indexed"],
];
const SENTENCES = [
  "The columns are id, name, quantity and price, in this order.",
  "It reads the whole table first, which is why it takes as long as it does.",
  "There is a test for it, but it only covers the case without a discount.",
  "I changed it so that the total is rounded once, at the end.",
  "The decision stands in the README, with the date and the reason.",
  "Nothing else calls this function, so it can go.",
];

export interface HistoryPlan {
  /** Claude Code's directory. */
  root: string;
  /** Where the modules are said to be. */
  home: string;
  /** Names of the modules in which the sessions were held, in turn. */
  modules?: readonly string[];
  sessions: number;
  /** Questions in each session. */
  turns: number;
  /** Characters of a tool's result. */
  resultLength?: number;
}

/** Writes a history of Claude Code: the same for the same plan. @returns the transcripts' files, oldest first */
export function writeHistory(plan: HistoryPlan): string[] {
  const { root, home, sessions, turns, modules = MODULES, resultLength = 400 } = plan;
  const first = Date.UTC(2026, 8, 1, 9);
  return Array.from({ length: sessions }, (_, at) => {
    const module = modules[at % modules.length] ?? "inventory";
    const sessionId = `5e551011-0000-4000-8000-${String(at).padStart(12, "0")}`;
    const startedAt = first + at * 3 * 3_600_000;
    const session = transcript({ root, cwd: path.join(home, module), sessionId, startedAt });
    for (let turn = 0; turn < turns; turn++) {
      const pick = <T>(from: readonly T[], by: number) => from[(at * 7 + turn * 3 + by) % from.length] as T;
      session.ask(`Tell me about ${pick(TOPICS, 0)} in ${module}.`);
      session.say(`I will look at ${pick(TOPICS, 0)}.`, { goesOn: true });
      const text = `${pick(SENTENCES, 1)}\n`.repeat(Math.ceil(resultLength / 60)).slice(0, resultLength);
      session.use("Read", { file_path: path.join(home, module, "README.md") }, text);
      session.say(`${pick(SENTENCES, 2)} ${pick(SENTENCES, 4)}`);
    }
    return session.file;
  });
}

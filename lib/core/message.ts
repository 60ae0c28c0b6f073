import type { Failure } from "./failure.ts";
import type { SettledAnswer } from "./settled-answer.ts";

/** Statuses that Switchboard writes. Other programs may write other words; they are shown as they are. */
export const MESSAGE_STATUSES = ["processing", "complete", "failed"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** Whether a status may still change (see the trigger messages_status_guard in drizzle/). */
export function isTerminal(status: string): boolean {
  return status === "complete" || status === "failed";
}

/** A row of `messages`. Timestamps are Unix seconds. */
export interface Message {
  messageId: string;
  threadId: string;
  /** Name of the module that was asked (on questions and responses alike), or what another program wrote. */
  module: string;
  content: string;
  /** "question", "response", or any word another program wrote. */
  type: string;
  timestamp: number;
  status: string;
  /** Parsed JSON object; a value that is not one is kept under the key "raw". */
  metadata: Record<string, unknown> | null;
}

/** A row of `threads`. Timestamps are Unix seconds. */
export interface Thread {
  threadId: string;
  title: string | null;
  modules: string[];
  createdAt: number;
  updatedAt: number | null;
  metadata: Record<string, unknown> | null;
  archived: boolean;
  /** Pinned threads stand first in the list. */
  pinned: boolean;
  /** A person's own words for it, in alphabetical order. */
  tags: string[];
}

export const BLOCK_KINDS = ["text", "thinking", "tool_use", "tool_result", "notice", "unknown"] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/**
 * The smallest thing shown. Its identity is (messageId, position).
 * - text, thinking: `text` is Markdown.
 * - tool_use: `name` is the tool, `text` the input as JSON text (incomplete while open), `toolUseId` its id.
 * - tool_result: `text` is what the tool answered, `toolUseId` points to the call, `isError` whether it failed.
 * - notice: `name` is a code ("api-retry", "api-error", "stream-broken", "interrupted", …), `text` words for people.
 * - unknown: `name` is the type the CLI gave, `text` the raw JSON.
 */
export interface Block {
  messageId: string;
  position: number;
  kind: BlockKind;
  /** open: text still arrives. settled: final. withdrawn: the CLI gave up this attempt and began again. */
  state: "open" | "settled" | "withdrawn";
  text: string;
  name: string | null;
  toolUseId: string | null;
  /** Set when the block belongs to a sub-agent: the tool call that started it. */
  parentToolUseId: string | null;
  isError: boolean;
  /** Set when `text` is only the beginning: how long all of it is, in bytes. */
  wholeSize?: number;
}

export const RUN_STATES = ["queued", "starting", "running", "stopping", "ended"] as const;
export type RunState = (typeof RUN_STATES)[number];

/** One `claude` process that answers one question. Timestamps are Unix seconds. */
export interface Run extends RunAmounts {
  runId: string;
  /** null: launched by Switchboard. "history": of a session of Claude Code that was imported; nobody here can stop it. */
  origin: string | null;
  messageId: string;
  questionId: string;
  threadId: string;
  module: string;
  cwd: string;
  state: RunState;
  /** When it was put in line; null for runs from before there was one. */
  queuedAt: number | null;
  /** Its place in line, from 1; null once it is launched. */
  queuePosition: number | null;
  /** When its process was launched; while it is queued, when it was put in line. */
  startedAt: number;
  endedAt: number | null;
  /** Since when the process has said nothing; null while it does. */
  silentSince: number | null;
  /** What the CLI is busy with ("Waiting for the API", "Retrying (2 of 10) …"), or null. */
  activity: string | null;
  /** The model that was asked for; null left the CLI's default. */
  askedModel: string | null;
  /** The model that answers, as the CLI tells it. */
  model: string | null;
  sessionId: string | null;
  /** Whether the run continues an earlier session of this module in this thread. */
  resumed: boolean;
  /** Whether a process that was kept from an earlier question answers. */
  warm: boolean;
  cliVersion: string | null;
  permissionMode: string | null;
  systemPrompt: string | null;
  /** The PermissionProfile that it was asked with; null of what Switchboard didn't ask. */
  profile: string | null;
  /** Whether a question said it, so that it holds for those that follow in the thread. */
  profileChosen: boolean;
  /** The limits; null sets none. */
  maxTurns: number | null;
  maxBudgetUsd: number | null;
  /** How long it may take; null leaves it to the limit of all. */
  maxSeconds: number | null;
  /** Whether it may ask other modules. */
  asks: boolean;
  /** By which door it was asked (a Way), and from where; null before this was kept. */
  askedWay: string | null;
  askedFrom: string | null;
  /** Whether files that the question names are attached: a person wrote it. */
  attaches: boolean;
  /** Whether the CLI used what the directory brings; null until it was launched, and before this was kept. */
  trusted: boolean | null;
  /** The module that asked; null for a person or a program. */
  asker: string | null;
  /** The run in which it was asked, and the first run of the chain; null when it begins one. */
  parentRunId: string | null;
  rootRunId: string | null;
  /** How many questions stand above it in the chain. */
  depth: number;
  /** Whether the run in which it was asked waits for its end. */
  awaited: boolean;
  /** What the chain that it begins may cost in all, in US dollars. */
  chainBudgetUsd: number | null;
  failure: Failure | null;
}

/** What a run cost, and what it was refused, as the CLI reports it; null while it is not known. */
export interface RunAmounts {
  costUsd: number | null;
  /** Whether the cost was reckoned from tokens and list prices. */
  costEstimated?: boolean;
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  turns: number | null;
  /** Milliseconds. */
  durationMs: number | null;
  permissionDenials: PermissionDenial[];
}

/** Of a run that reported nothing. */
export const NO_AMOUNTS: RunAmounts = {
  costUsd: null,
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  turns: null,
  durationMs: null,
  permissionDenials: [],
};

export interface PermissionDenial {
  toolName: string;
  toolUseId: string | null;
  /** The input of the refused call, as JSON text. */
  input: string;
}

/** A message with what belongs to it, as a thread page shows it. */
export interface MessageView extends Message {
  blocks: Block[];
  run: Run | null;
  /** Set when `content` is only the beginning: how long all of it is, in bytes. */
  wholeSize?: number;
}

/** A thread with all of its messages, and how far into the change feed that is. A page shows a part (thread-window.ts). */
export interface ThreadView {
  thread: Thread;
  messages: MessageView[];
  cursor: number;
}

/** A line of the thread list. */
export interface ThreadSummary extends Thread {
  messageCount: number;
  processingCount: number;
  /** How many of those that are processing wait in line. */
  queuedCount: number;
  /** Without those that a person stopped. */
  failedCount: number;
  /** The beginning of the newest question, at most 200 characters; null when the last 100 messages have none. */
  lastQuestion: string | null;
  lastActivityAt: number;
}

/** A page of the list of threads. */
export interface ThreadPage {
  threads: ThreadSummary[];
  /** Asks for the page after this one (`after`); null when this is the last. */
  next: string | null;
  /** How far into the change feed it is. */
  cursor: number;
}

/** What the page of threads shows first: pinned threads and the first page of the others; or some of each module. */
export type ThreadListView = ThreadPage;

/** How many threads there are of what the list can be narrowed to, most first. Archived ones are only in `archived`. */
export interface ThreadCounts {
  modules: { name: string; threads: number }[];
  tags: { name: string; threads: number }[];
  all: number;
  live: number;
  failed: number;
  pinned: number;
  archived: number;
  /** How far into the change feed they are. */
  cursor: number;
}

/** An answer that is being written, or waits to be, as the home page shows it. */
export interface LiveAnswer {
  message: MessageView;
  threadTitle: string | null;
  /** The question it answers, at most 400 characters. */
  question: string | null;
}

/** Everything the home page shows, and how far into the change feed it is. */
export interface HomeView {
  /** Those that are being written, oldest first; then the first ones that wait, in the order of the line. */
  live: LiveAnswer[];
  /** How many wait in line besides those. */
  moreQueued: number;
  /** Those that ended a short while ago, the last one first. */
  settled: SettledAnswer[];
  recent: ThreadSummary[];
  modules: Module[];
  cursor: number;
}

/** A project directory that can be asked. Timestamps are Unix seconds. */
export interface Module {
  name: string;
  path: string;
  createdAt: number;
  lastAskedAt: number | null;
  /** What it is for, in a person's words. */
  description: string | null;
  /** How it is asked when a question says nothing else; null leaves Claude Code's own. */
  systemPrompt: string | null;
  model: string | null;
  profile: string | null;
  maxTurns: number | null;
  maxBudgetUsd: number | null;
  /** How long an answer may take, in seconds. */
  maxSeconds: number | null;
  /** Whether it may ask other modules; null: when it was itself asked by one. */
  asks: boolean | null;
  /** What it can be asked for, and the kinds of data it knows: words for whoever looks for a module. */
  capabilities: string[];
  dataTypes: string[];
}

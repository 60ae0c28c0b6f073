import type { Failure } from "./failure.ts";
import type { ImportProblem } from "./import.ts";
import type { Block } from "./message.ts";
import type { SearchDocument } from "./search-document.ts";

/** A part of an answer, as a transcript tells it: always whole. */
export type HistoryBlock = Pick<Block, "kind" | "name" | "toolUseId" | "parentToolUseId" | "isError" | "text">;

/** How an answer ended. */
export type Verdict = { status: "complete" } | { status: "failed"; failure: Failure };

/** What API messages used: counted once each, though a transcript repeats it with each of their blocks. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  /** What older versions told, else reckoned from list prices. */
  costUsd: number;
  /** Whether anything of the cost was reckoned. */
  estimated: boolean;
  /** API messages. */
  turns: number;
}

/** What some lines of a transcript bring to one answer. */
export interface TurnPiece {
  messageId: string;
  runId: string;
  /** The message it answers; "" when the transcript has no question to it. */
  questionId: string;
  /** Whether these are the first lines of the answer. */
  isNew: boolean;
  /** Only with the first lines, and when it answers a question that no other answer came to. */
  question: { content: string; at: number; document: SearchDocument | null } | null;
  /** Unix seconds of its first line and its last. */
  startedAt: number;
  lastAt: number;
  /** Blocks to be added, in order. */
  blocks: HistoryBlock[];
  /** Used since the piece before. */
  used: Usage;
  model: string | null;
  cliVersion: string | null;
  permissionMode: string | null;
  /** How long the turn took, where the CLI told it, in milliseconds. */
  toldMs: number | null;
  /** null while it goes on. */
  verdict: Verdict | null;
  /** What search knows of the whole answer; null when this isn't all of it. */
  document: SearchDocument | null;
}

/** What some lines of a sub-agent's own transcript bring to the answer that has the call it was started by. */
export interface AgentPiece {
  toolUseId: string;
  blocks: HistoryBlock[];
  used: Usage;
}

/** An API message whose usage was counted: another line may tell more of it. */
export type CountedMessage = [id: string, input: number, output: number, cacheRead: number, cacheWrite: number];

/** The answer that a transcript is at. */
export interface TurnState {
  messageId: string;
  questionId: string;
  runId: string;
  startedAt: number;
  lastAt: number;
  model: string | null;
  permissionMode: string | null;
  toldMs: number | null;
  /** The kind of the last thing that the answer itself has. */
  lastKind: "text" | "thinking" | "tool_use" | "tool_result" | null;
  /** The last API messages, newest last. */
  counted: CountedMessage[];
  verdict: Verdict | null;
  /** Whether its rows are there already, or are to be left out: copied, or asked by Switchboard. */
  muted: boolean;
}

/** A command such as /usage: a question only if something comes of it. */
export interface HeldCommand {
  lineId: string;
  text: string;
  at: number;
}

/** All that a reader has to know to go on from an offset. Plain JSON, kept small: it is stored with each batch. */
export interface ReaderState {
  version: 1;
  /** How the file began when it was read: bytes, and their SHA-256 in hex. Another beginning is another file. */
  head: { bytes: number; hash: string } | null;
  turn: TurnState | null;
  command: HeldCommand | null;
  /** What came before there was any question. */
  held: HistoryBlock[];
  lastAt: number;
  cliVersion: string | null;
  /** The last lines of the conversation, newest last: what is asked from elsewhere is a branch. */
  tips: string[];
  /** Sub-agents whose lines stand in the same file: by their last line, the call that started them. */
  sidechains: Record<string, string>;
  /** The last API messages of sub-agents, newest last. */
  agentCounted: CountedMessage[];
  /** In a sub-agent's own transcript: how many of the next blocks are stored already, because it is read anew. */
  agentSkip: number;
  /** Sub-agents whose result came: the call that started each. */
  agents: Record<string, string>;
  /** Calls of sub-agents that have no result yet, with the beginning of their prompt. */
  tasks: { toolUseId: string; prompt: string }[];
  /** Summaries by the last line of what they sum up. */
  summaries: Record<string, string>;
  title: { text: string; rank: number } | null;
  /** Lines that are known, and of which nothing is shown, by type. */
  notShown: Record<string, number>;
}

/** What some lines of a transcript mean. Written in one transaction together with the new offset. */
export interface TranscriptBatch {
  /** Offsets before and after. */
  from: number;
  to: number;
  lines: number;
  turns: TurnPiece[];
  agent: AgentPiece | null;
  problems: Omit<ImportProblem, "path">[];
  /** The thread's title, when these lines tell a better one. */
  title: string | null;
  state: ReaderState;
}

export function initialState(): ReaderState {
  return {
    version: 1,
    ...{ head: null, turn: null, command: null, held: [], lastAt: 0, cliVersion: null },
    ...{
      tips: [],
      sidechains: {},
      agentCounted: [],
      agentSkip: 0,
      agents: {},
      tasks: [],
      summaries: {},
      title: null,
      notShown: {},
    },
  };
}

export function noUsage(): Usage {
  return {
    ...{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
    ...{ costUsd: 0, estimated: false, turns: 0 },
  };
}

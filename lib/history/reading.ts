import { contentOf } from "../core/claude/content.ts";
import { stringOf } from "../core/claude/read.ts";
import type { ImportProblemKind } from "../core/import.ts";
import { type SearchableMessage, searchDocument } from "../core/search-document.ts";
import {
  type AgentPiece,
  type HistoryBlock,
  noUsage,
  type ReaderState,
  type TranscriptBatch,
  type TurnPiece,
  type TurnState,
  type Usage,
} from "../core/transcript-types.ts";
import { derivedId } from "./derived-id.ts";

/** Whose transcript it is, and where its messages go. */
export interface TranscriptPlace {
  sessionId: string;
  threadId: string;
  module: string;
  /** In a sub-agent's own transcript: the call that started it. */
  agentOf: string | null;
  /** A sub-agent's transcript of which no call is known: it is read as a conversation of its own. */
  isOrphan: boolean;
  /** Whether what search knows is made here; else the index makes it later. */
  documents: boolean;
}

/** A line of a transcript. */
export interface Line {
  data: Record<string, unknown>;
  /** From 1. */
  number: number;
  /** Its own id, or one derived from where it stands. */
  id: string;
  parentId: string | null;
  /** Unix seconds, never before the line before it. */
  at: number;
}

/** What comes before the first question is held up to here. */
const MOST_HELD = 200;
/** How many of the last lines are remembered, to tell a branch. */
const TIPS = 32;

/** One pass through lines of a transcript: the state so far, and what the lines so far mean. */
export class Reading {
  readonly state: ReaderState;
  readonly place: TranscriptPlace;
  #turns: { piece: TurnPiece; turn: TurnState }[] = [];
  #agent: AgentPiece | null = null;
  #problems: TranscriptBatch["problems"] = [];
  #titleIsNew = false;
  /** Characters of what is to be written: bounds a batch. */
  characters = 0;

  /** Gives the whole of a tool's result that the CLI put into a file of its own. */
  readonly wholeResult: (text: string) => string;

  constructor(state: ReaderState, place: TranscriptPlace, wholeResult: (text: string) => string = (text) => text) {
    this.state = state;
    this.place = place;
    this.wholeResult = wholeResult;
  }

  get pieces(): number {
    return this.#turns.length;
  }

  /** Whether there is anything to be written. */
  get hasNews(): boolean {
    return this.#turns.length > 0 || this.#agent !== null || this.#problems.length > 0 || this.#titleIsNew;
  }

  /** Gives what the lines since the last time mean. */
  take(from: number, to: number, lines: number): TranscriptBatch {
    const turns = this.#turns.map(({ piece, turn }) => {
      const whole = { ...piece, ...this.#facts(turn) };
      return this.place.documents ? this.#withDocuments(whole) : whole;
    });
    const title = this.#titleIsNew ? (this.state.title?.text ?? null) : null;
    const batch = { from, to, lines, turns, agent: this.#agent, problems: this.#problems, title, state: this.state };
    this.#turns = [];
    this.#agent = null;
    this.#problems = [];
    this.#titleIsNew = false;
    this.characters = 0;
    return batch;
  }

  problem(line: number | null, kind: ImportProblemKind, detail: string): void {
    this.#problems.push({ line, kind, detail });
  }

  /** Counts a line that is known and of which nothing is shown. */
  notShown(type: string): void {
    const counts = this.state.notShown;
    counts[type] = (Object.hasOwn(counts, type) ? (counts[type] ?? 0) : 0) + 1;
  }

  /** Remembers a line of the conversation. */
  tip(line: Line): void {
    this.state.tips.push(line.id);
    if (this.state.tips.length > TIPS) this.state.tips.shift();
  }

  offerTitle(text: string, rank: number): void {
    const shown = text.trim().slice(0, 200).toWellFormed();
    const { title } = this.state;
    if (shown === "" || rank < (title?.rank ?? -1) || shown === title?.text) return;
    this.state.title = { text: shown, rank };
    this.#titleIsNew = true;
  }

  /** Begins an answer: to a question, again to the one before, or to none. */
  begin(line: Line, question: { content: string } | null, again = false): TurnState {
    const { state } = this;
    const before = state.turn;
    const source = `${this.place.sessionId} ${line.id}`;
    const questionId = question ? line.id : again ? (before?.questionId ?? "") : "";
    const turn: TurnState = {
      ...{ messageId: derivedId("answer", line.id), questionId, runId: derivedId("run", source) },
      ...{ startedAt: line.at, lastAt: line.at, model: null, toldMs: null, lastKind: null, counted: [], verdict: null },
      permissionMode: stringOf(line.data.permissionMode) ?? before?.permissionMode ?? null,
      muted: false,
    };
    state.turn = turn;
    const held = state.held;
    state.held = [];
    const first = question && { content: question.content.toWellFormed(), at: line.at, document: null };
    this.#turns.push({ piece: { ...this.#pieceOf(turn, true), question: first, blocks: held }, turn });
    this.characters += question?.content.length ?? 0;
    return turn;
  }

  /** The command that was held becomes a question, because something comes of it. */
  askHeldCommand(): TurnState | null {
    const { command } = this.state;
    if (!command) return this.state.turn;
    this.state.command = null;
    const line: Line = { data: {}, number: 0, id: command.lineId, parentId: null, at: command.at };
    return this.begin(line, { content: command.text });
  }

  /** Adds a block to the answer that goes on; before any question it is held. */
  add(block: HistoryBlock, line: Line): void {
    const whole = { ...block, text: block.text.toWellFormed() };
    this.characters += whole.text.length;
    if (this.place.agentOf !== null) {
      this.#agentPiece(this.place.agentOf).blocks.push(whole);
      return;
    }
    const turn = this.askHeldCommand() ?? (this.state.held.length >= MOST_HELD ? this.begin(line, null) : null);
    if (!turn) {
      this.state.held.push(whole);
      return;
    }
    turn.lastAt = Math.max(turn.lastAt, line.at);
    this.piece(turn).blocks.push(whole);
  }

  notice(name: string, text: string, line: Line, parentToolUseId: string | null = null): void {
    this.add({ kind: "notice", name, toolUseId: null, parentToolUseId, isError: false, text }, line);
  }

  /** Says how the answer ended, once. */
  end(verdict: TurnState["verdict"]): void {
    const { turn } = this.state;
    if (!turn || turn.verdict !== null) return;
    turn.verdict = verdict;
    this.piece(turn);
  }

  /** Says how long the answer took in all, in milliseconds. */
  took(ms: number | null): void {
    const { turn } = this.state;
    if (!turn || ms === null) return;
    turn.toldMs = ms;
    this.piece(turn);
  }

  /** What these lines bring to an answer. */
  piece(turn: TurnState): TurnPiece {
    const last = this.#turns.at(-1)?.piece;
    if (last?.messageId === turn.messageId) return last;
    const piece = this.#pieceOf(turn, false);
    this.#turns.push({ piece, turn });
    return piece;
  }

  use(used: Usage): void {
    const sum = this.place.agentOf !== null ? this.#agentPiece(this.place.agentOf).used : this.#turnUsage();
    if (!sum) return;
    for (const key of [
      "inputTokens",
      "outputTokens",
      "cacheReadTokens",
      "cacheWriteTokens",
      "costUsd",
      "turns",
    ] as const)
      sum[key] += used[key];
    sum.estimated ||= used.estimated;
  }

  #turnUsage(): Usage | null {
    return this.state.turn && this.piece(this.state.turn).used;
  }

  #agentPiece(toolUseId: string): AgentPiece {
    this.#agent ??= { toolUseId, blocks: [], used: noUsage() };
    return this.#agent;
  }

  #pieceOf(turn: TurnState, isNew: boolean): TurnPiece {
    const { messageId, questionId, runId, startedAt } = turn;
    return {
      ...{
        messageId,
        questionId,
        runId,
        startedAt,
        isNew,
        question: null,
        blocks: [],
        used: noUsage(),
        document: null,
      },
      ...this.#facts(turn),
    };
  }

  #facts({ lastAt, model, permissionMode, toldMs, verdict }: TurnState) {
    return { lastAt, model, permissionMode, toldMs, verdict, cliVersion: this.state.cliVersion };
  }

  #withDocuments(piece: TurnPiece): TurnPiece {
    const { threadId, module } = this.place;
    const document = (type: string, status: string, content: string, blocks: SearchableMessage["blocks"]) =>
      searchDocument({ threadId, module, type, status, content, blocks });
    const { question, verdict } = piece;
    const blocks = piece.blocks.map((block) => ({ ...block, state: "settled" as const }));
    return {
      ...piece,
      question: question && { ...question, document: document("question", "complete", question.content, []) },
      document:
        piece.isNew && verdict !== null ? document("response", verdict.status, contentOf(blocks), blocks) : null,
    };
  }
}

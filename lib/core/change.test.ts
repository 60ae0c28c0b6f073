import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPEN_TEXT } from "../../testing/blocks.ts";
import { NO_CHAIN } from "./chain.ts";
import { applyChange, applyChanges, type Change } from "./change.ts";
import {
  type Block,
  type Message,
  type MessageView,
  NO_AMOUNTS,
  type Run,
  type Thread,
  type ThreadView,
} from "./message.ts";

const threadId = "t1";

function thread(title: string | null): Thread {
  return {
    threadId,
    title,
    modules: ["billing"],
    createdAt: 1,
    updatedAt: 2,
    metadata: null,
    archived: false,
    pinned: false,
    tags: [],
  };
}

function message(messageId: string, more: Partial<Message> = {}): Message {
  return {
    messageId,
    threadId,
    module: "billing",
    content: "",
    type: "response",
    timestamp: 10,
    status: "processing",
    metadata: null,
    ...more,
  };
}

function block(messageId: string, position: number, more: Partial<Omit<Block, "text">> = {}): Omit<Block, "text"> {
  return {
    messageId,
    position,
    ...OPEN_TEXT,
    ...more,
  };
}

function run(messageId: string, activity: string | null): Run {
  return {
    runId: `run-${messageId}`,
    messageId,
    questionId: "q",
    threadId,
    module: "billing",
    cwd: "/billing",
    state: "running",
    startedAt: 1,
    endedAt: null,
    activity,
    askedModel: null,
    model: null,
    ...{ askedWay: null, askedFrom: null, attaches: false, trusted: null },
    sessionId: null,
    resumed: false,
    origin: null,
    cliVersion: null,
    permissionMode: null,
    ...{ queuedAt: null, queuePosition: null, silentSince: null, warm: false },
    systemPrompt: null,
    ...{ profile: null, profileChosen: false, maxTurns: null, maxBudgetUsd: null, ...NO_CHAIN },
    ...NO_AMOUNTS,
    failure: null,
  };
}

const empty: ThreadView = { thread: thread(null), messages: [], cursor: 0 };

/** A store as simple as can be: rows in maps, read whole. What applyChange gives must equal what this one reads. */
class Store {
  thread: Thread = thread(null);
  seq = 0;
  readonly messages = new Map<string, { row: Message; hasRun: boolean; run: Run | null; blocks: Map<number, Block> }>();

  write(change: Change): void {
    this.seq = change.seq;
    if (change.type === "thread") this.thread = change.thread;
    if (change.type === "message-deleted") this.messages.delete(change.messageId);
    if (change.type === "message") {
      const known = this.messages.get(change.message.messageId);
      if (known) known.row = change.message;
      else
        this.messages.set(change.message.messageId, {
          row: change.message,
          hasRun: change.hasRun,
          run: null,
          blocks: new Map(),
        });
    }
    if (change.type === "run") {
      const known = this.messages.get(change.run.messageId);
      if (known) known.run = change.run;
    }
    if (change.type === "block") {
      const blocks = this.messages.get(change.block.messageId)?.blocks;
      blocks?.set(change.block.position, { ...change.block, text: blocks.get(change.block.position)?.text ?? "" });
    }
    if (change.type === "text" || change.type === "replace") {
      const known = this.messages.get(change.messageId)?.blocks.get(change.position);
      if (known) known.text = change.type === "text" ? known.text + change.text : change.text;
    }
  }

  snapshot(): ThreadView {
    const messages: MessageView[] = [...this.messages.values()]
      .map(({ row, run, blocks }) => ({
        ...row,
        run,
        blocks: [...blocks.values()].map((one) => ({ ...one })).sort((a, b) => a.position - b.position),
      }))
      .sort((a, b) => a.timestamp - b.timestamp);
    return { thread: this.thread, messages, cursor: this.seq };
  }
}

const messageIds = fc.constantFrom("a", "b", "c");
const positions = fc.integer({ min: 0, max: 3 });
/** Changes without their place in the order. Times only grow with the id, as those of one writer do. */
const drafts = fc.oneof(
  fc.record({
    type: fc.constant("thread" as const),
    threadId: fc.constant(threadId),
    thread: fc.constantFrom("x", null).map(thread),
  }),
  fc.record({
    type: fc.constant("message" as const),
    threadId: fc.constant(threadId),
    hasRun: fc.constant(false),
    message: fc
      .tuple(messageIds, fc.constantFrom("processing", "complete"), fc.string())
      .map(([id, status, content]) => message(id, { status, content, timestamp: id.charCodeAt(0) })),
  }),
  fc.record({ type: fc.constant("message-deleted" as const), threadId: fc.constant(threadId), messageId: messageIds }),
  fc.record({
    type: fc.constant("block" as const),
    threadId: fc.constant(threadId),
    block: fc
      .tuple(messageIds, positions, fc.constantFrom("open" as const, "settled" as const, "withdrawn" as const))
      .map(([id, position, state]) => block(id, position, { state })),
  }),
  fc.record({
    type: fc.constantFrom("text" as const, "replace" as const),
    threadId: fc.constant(threadId),
    messageId: messageIds,
    position: positions,
    text: fc.string(),
  }),
  fc.record({
    type: fc.constant("run" as const),
    threadId: fc.constant(threadId),
    run: fc.tuple(messageIds, fc.constantFrom("Waiting for the API", null)).map(([id, activity]) => run(id, activity)),
  }),
);
const histories = fc
  .array(drafts, { maxLength: 60 })
  .map((all) => all.map((draft, index): Change => ({ ...draft, seq: index + 1 })));

describe("applyChange", () => {
  it("gives from any snapshot on exactly what a new snapshot gives", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (history, at) => {
        const store = new Store();
        const start = history.length === 0 ? 0 : at % (history.length + 1);
        for (const change of history.slice(0, start)) store.write(change);
        const early = store.snapshot();
        for (const change of history.slice(start)) store.write(change);
        // The whole history is applied: what the early snapshot holds already is left out by its cursor.
        expect(applyChanges(early, history, store.seq)).toEqual(store.snapshot());
      }),
    );
  });

  it("leaves the view as it is when a change was already in it", () => {
    const view = { ...empty, cursor: 5 };
    expect(applyChange(view, { seq: 5, type: "thread", threadId, thread: thread("late") })).toBe(view);
  });

  it("leaves the view as it is when a change is of another thread", () => {
    const change: Change = { seq: 9, type: "thread-deleted", threadId: "t2" };
    expect(applyChange(empty, change)).toBe(empty);
    expect(applyChanges(empty, [change], 9).cursor).toBe(9);
  });

  it("keeps the messages and blocks that it doesn't touch the same objects", () => {
    const view = history([
      { type: "message", threadId, message: message("a"), hasRun: true },
      { type: "message", threadId, message: message("b"), hasRun: true },
      { type: "block", threadId, block: block("b", 0) },
      { type: "block", threadId, block: block("b", 1) },
    ]);
    const next = applyChange(view, { seq: 9, type: "text", threadId, messageId: "b", position: 1, text: "x" });
    expect(next.messages[0]).toBe(view.messages[0]);
    expect(next.messages[1]?.blocks[0]).toBe(view.messages[1]?.blocks[0]);
    expect(next.messages[1]?.blocks[1]?.text).toBe("x");
  });

  it("puts a message that another program dated back where a snapshot would have it", () => {
    const view = history([
      { type: "message", threadId, message: message("late", { timestamp: 20 }), hasRun: false },
      { type: "message", threadId, message: message("early", { timestamp: 5 }), hasRun: false },
      { type: "message", threadId, message: message("same", { timestamp: 5 }), hasRun: false },
    ]);
    expect(view.messages.map((one) => one.messageId)).toEqual(["early", "same", "late"]);
  });

  it("keeps the content of a message with a run, whose text is in its blocks", () => {
    const view = history([
      { type: "message", threadId, message: message("a", { content: "first" }), hasRun: true },
      { type: "message", threadId, message: message("a", { content: "", status: "complete" }), hasRun: true },
    ]);
    expect(view.messages[0]).toMatchObject({ content: "first", status: "complete" });
  });

  it("takes the content of a message that another program wrote again", () => {
    const view = history([
      { type: "message", threadId, message: message("a", { content: "first" }), hasRun: false },
      { type: "message", threadId, message: message("a", { content: "second" }), hasRun: false },
    ]);
    expect(view.messages[0]?.content).toBe("second");
  });

  it("passes over a change of a kind that it doesn't know, and counts it as read", () => {
    const change = JSON.parse(`{"seq":3,"type":"from-the-future","threadId":"${threadId}"}`);
    expect(applyChange(empty, change)).toEqual({ ...empty, cursor: 3 });
  });
});

type Draft = Change extends infer One ? (One extends Change ? Omit<One, "seq"> : never) : never;

function history(drafts: Draft[]): ThreadView {
  const changes = drafts.map((draft, index): Change => ({ ...draft, seq: index + 1 }));
  return applyChanges(empty, changes, changes.length);
}

// A session as rows of our tables.
import { createHash } from "node:crypto";

/** What a failed run tells, by its code. */
const failure = (code) =>
  JSON.stringify({
    code,
    message: `The run ended: ${code}.`,
    hint: null,
    apiKind: null,
    apiStatus: null,
    stderrTail: null,
    exitCode: null,
    signal: null,
  });

/** @returns the thread, its messages with their blocks, and the runs */
export function rowsOf(session, random) {
  const origin = random.chance(0.7) ? "history" : null;
  const idOf = (what) => {
    const hex = createHash("md5").update(`${session.id} ${what}`).digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  const messages = [];
  const runs = [];
  for (const turn of session.turns) {
    const [questionId, messageId, runId] = ["q", "a", "r"].map((what) => idOf(`${what} ${turn.at}`));
    const common = { threadId: session.id, module: session.module };
    const blocks = turn.blocks.flatMap((block) => blockRows(block, null));
    const content = blocks
      .flatMap(({ kind, text, parentToolUseId }) => (kind === "text" && !parentToolUseId ? [text] : []))
      .join("\n\n");
    const status = turn.failed ? "failed" : "complete";
    messages.push({
      ...common,
      messageId: questionId,
      type: "question",
      status: "complete",
      at: turn.at,
      content: turn.question,
      blocks: [],
    });
    messages.push({
      ...common,
      messageId,
      type: "response",
      status,
      at: turn.at + 0.001,
      content,
      blocks,
      metadata: {
        source: "claude_code",
        query_id: runId,
        in_reply_to: questionId,
        started_at: turn.at,
        ended_at: turn.at + turn.seconds,
      },
    });
    runs.push({
      ...common,
      runId,
      messageId,
      questionId,
      origin,
      turn,
      cwd: session.cwd,
      model: session.model,
      sessionId: session.id,
      failure: turn.failed && failure(turn.failed),
    });
  }
  return {
    thread: {
      threadId: session.id,
      title: session.title,
      module: session.module,
      createdAt: session.turns[0].at,
      updatedAt: session.turns.at(-1).at,
    },
    messages,
    runs,
  };
}

function blockRows(block, parent) {
  const common = { state: "settled", parentToolUseId: parent, isError: false };
  if (block.kind === "tool_use")
    return [{ ...common, kind: "tool_use", name: block.name, toolUseId: block.id, text: JSON.stringify(block.input) }];
  if (block.kind === "tool_result")
    return [
      { ...common, kind: "tool_result", name: null, toolUseId: block.id, text: block.text, isError: block.isError },
    ];
  if (block.kind !== "agent") return [{ ...common, kind: block.kind, name: null, toolUseId: null, text: block.text }];
  const input = JSON.stringify({ description: "Look", prompt: block.prompt });
  return [
    { ...common, kind: "tool_use", name: "Agent", toolUseId: block.id, text: input },
    ...block.blocks.flatMap((inner) => blockRows(inner, block.id)),
    { ...common, kind: "tool_result", name: null, toolUseId: block.id, text: block.blocks.at(-1).text },
  ];
}

const statements = new WeakMap();

/** Stores what rowsOf made; the thread may be there already. */
export function insertSession(db, { thread, messages, runs }) {
  const { addThread, addMessage, addBlock, addRun } = statementsOf(db);
  addThread.run(thread.threadId, thread.title, JSON.stringify([thread.module]), thread.createdAt, thread.updatedAt);
  for (const row of messages) {
    addMessage.run(
      row.messageId,
      row.threadId,
      row.module,
      row.content,
      row.type,
      row.at,
      row.status,
      JSON.stringify(row.metadata ?? { source: "bench" }),
    );
    for (const [position, block] of row.blocks.entries()) {
      const { kind, state, name, toolUseId, parentToolUseId, isError, text } = block;
      addBlock.run(row.messageId, position, kind, state, name, toolUseId, parentToolUseId, isError ? 1 : 0, text);
    }
  }
  for (const { turn, ...run } of runs) {
    const { usage } = turn;
    addRun.run({
      ...run,
      ...usage,
      at: turn.at,
      endedAt: turn.at + turn.seconds,
      cost: run.failure ? null : turn.cost,
      estimated: run.origin === null ? 0 : 1,
      durationMs: Math.round(turn.seconds * 1_000),
      turns: turn.blocks.length,
    });
  }
}

function statementsOf(db) {
  const known = statements.get(db);
  if (known) return known;
  const prepare = (sql) => db.$client.prepare(sql);
  const made = {
    addThread: prepare(`INSERT INTO threads (thread_id, title, modules, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (thread_id) DO UPDATE SET updated_at = excluded.updated_at`),
    addMessage:
      prepare(`INSERT INTO messages (message_id, thread_id, module, content, type, timestamp, status, metadata)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    addBlock:
      prepare(`INSERT INTO blocks (message_id, position, kind, state, name, tool_use_id, parent_tool_use_id, is_error, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    addRun:
      prepare(`INSERT INTO runs (run_id, origin, message_id, question_id, thread_id, module, cwd, state, queued_at,
        started_at, ended_at, spool_dir, model, session_id, resumed, cli_version, cost_usd, cost_estimated, input_tokens,
        output_tokens, cache_read_tokens, cache_write_tokens, turns, duration_ms, permission_denials, failure)
      VALUES (@runId, @origin, @messageId, @questionId, @threadId, @module, @cwd, 'ended', @at, @at, @endedAt, '', @model,
        @sessionId, 0, '2.1.197', @cost, @estimated, @input, @output, @cacheRead, @cacheWrite, @turns, @durationMs, '[]',
        @failure)`),
  };
  statements.set(db, made);
  return made;
}

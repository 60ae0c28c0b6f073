// The lines of stream-json output that the fake claude prints, in the shapes of Claude Code 2.1.197.
import { randomBytes, randomUUID } from "node:crypto";

const MODEL = "claude-sonnet-5";
const USAGE = { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 };

/** The value of an option on the command line. */
function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

export const sessionId = option("--session-id") ?? option("--resume") ?? randomUUID();

const stamped = (line) => ({ ...line, session_id: sessionId, uuid: randomUUID() });

export const initLine = (version) =>
  stamped({
    type: "system",
    subtype: "init",
    cwd: process.cwd(),
    tools: ["Bash", "Read"],
    mcp_servers: [],
    model: option("--model") ?? MODEL,
    permissionMode: option("--permission-mode") ?? "default",
    apiKeySource: "ANTHROPIC_API_KEY",
    claude_code_version: version,
  });

const streamLine = (event) => stamped({ type: "stream_event", event, parent_tool_use_id: null });

/** The lines around one text block: those before its deltas, a delta, and those that settle it. */
export function textMessage() {
  const message = { id: `msg_${randomBytes(12).toString("hex")}`, type: "message", role: "assistant", model: MODEL };
  const ending = { stop_reason: null, stop_sequence: null, usage: USAGE };
  const settled = (text) => ({ ...message, content: [{ type: "text", text }], ...ending });
  return {
    opening: [
      streamLine({ type: "message_start", message: { ...message, content: [], ...ending } }),
      streamLine({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    ],
    delta: (text) => streamLine({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
    closing: (text) => [
      stamped({ type: "assistant", message: settled(text), parent_tool_use_id: null }),
      streamLine({ type: "content_block_stop", index: 0 }),
      streamLine({ type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: USAGE }),
      streamLine({ type: "message_stop" }),
    ],
  };
}

/** A whole answer in one line that did not stream. */
export function assistantLine(text) {
  const message = { id: `msg_${randomBytes(12).toString("hex")}`, type: "message", role: "assistant", model: MODEL };
  return stamped({
    type: "assistant",
    message: { ...message, content: [{ type: "text", text }], stop_reason: null, stop_sequence: null, usage: USAGE },
    parent_tool_use_id: null,
  });
}

/** A result line of success, with these fields instead. */
export const resultLine = (fields) =>
  stamped({
    type: "result",
    subtype: "success",
    is_error: false,
    api_error_status: null,
    duration_ms: 100,
    duration_api_ms: 50,
    num_turns: 1,
    result: "done",
    stop_reason: "end_turn",
    total_cost_usd: 0.001,
    usage: USAGE,
    modelUsage: {},
    permission_denials: [],
    terminal_reason: "completed",
    ...fields,
  });

export const controlAnswer = (requestId) => ({
  type: "control_response",
  response: { subtype: "success", request_id: requestId },
});

/** What the CLI prints when a turn was interrupted. */
export const interruptedLines = () => [
  stamped({
    type: "user",
    message: { role: "user", content: [{ type: "text", text: "[Request interrupted by user]" }] },
    parent_tool_use_id: null,
  }),
  resultLine({
    subtype: "error_during_execution",
    is_error: true,
    result: undefined,
    terminal_reason: "aborted_streaming",
  }),
];

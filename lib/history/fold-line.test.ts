import { expect, test } from "vitest";
import { folded, type Json, lineId, Transcript } from "../../testing/history.ts";
import type { TurnPiece } from "../core/transcript-types.ts";

const blocksOf = (pieces: TurnPiece[]) =>
  pieces.map(({ blocks }) => blocks.map(({ kind, name, text }) => [kind, ...(name === null ? [] : [name]), text]));

/** The blocks of the only answer. */
function answer(lines: readonly Json[]) {
  const { turns } = folded(lines);
  expect(turns).toHaveLength(1);
  return { ...(turns[0] as TurnPiece), shown: blocksOf(turns)[0] };
}

test("a question and its answer become one turn, whose ids come from the transcript", () => {
  const transcript = new Transcript();
  const asked = transcript.ask("Which formats?");
  transcript.say([{ type: "thinking", thinking: "hm", signature: "x" }], {}, { id: "msg_1" });
  transcript.say([{ type: "redacted_thinking", data: "eA==" }], {}, { id: "msg_1" });
  transcript.text("CSV.", {}, { id: "msg_1" });
  const turn = answer(transcript.lines);
  expect(turn.question).toMatchObject({ content: "Which formats?" });
  expect(turn.questionId).toBe(asked);
  expect(turn.messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(turn.messageId).toBe(answer(transcript.lines).messageId);
  expect(turn.shown).toEqual([
    ["thinking", "hm"],
    ["thinking", "redacted", ""],
    ["text", "CSV."],
  ]);
  expect(turn).toMatchObject({ verdict: { status: "complete" }, model: "claude-opus-4-8", cliVersion: "2.1.197" });
  expect(turn.lastAt - turn.startedAt).toBe(3);
});

test("usage counts once for each API message, with its last figures, and the cost is reckoned from list prices", () => {
  const transcript = new Transcript();
  transcript.ask("go");
  const first = { id: "msg_1", stop_reason: null };
  transcript.text("a", {}, { ...first, usage: { input_tokens: 1000, output_tokens: 1 } });
  transcript.text("b", {}, { ...first, usage: { input_tokens: 1000, output_tokens: 40 } });
  const cached = {
    input_tokens: 10,
    output_tokens: 100,
    cache_read_input_tokens: 1e6,
    cache_creation_input_tokens: 2e6,
  };
  const usage = { ...cached, cache_creation: { ephemeral_1h_input_tokens: 1e6, ephemeral_5m_input_tokens: 1e6 } };
  transcript.text("c", {}, { id: "msg_2", usage });
  const { used } = answer(transcript.lines);
  expect(used).toMatchObject({ inputTokens: 1010, outputTokens: 140, cacheReadTokens: 1e6, cacheWriteTokens: 2e6 });
  expect(used).toMatchObject({ turns: 2, estimated: true });
  // Input 5, output 25 dollars a million; reading the cache a tenth, writing it 1.25 or 2 times the input.
  expect(used.costUsd).toBeCloseTo(1010 * 5e-6 + 140 * 25e-6 + 0.5 + 6.25 + 10, 9);
});

test("older versions told the cost of each message: it is taken as it is, once", () => {
  const transcript = new Transcript();
  transcript.ask("go");
  transcript.text("a", { costUSD: 0.02, durationMs: 500 }, { id: "msg_1", stop_reason: null });
  transcript.text("b", { costUSD: 0.02, durationMs: 500 }, { id: "msg_1", stop_reason: null });
  transcript.text("c", { costUSD: 0.03, durationMs: 700 }, { id: "msg_2", stop_reason: null });
  const turn = answer(transcript.lines);
  expect(turn.used).toMatchObject({ costUsd: 0.05, estimated: false, turns: 2 });
  expect(turn.toldMs).toBe(1200);
});

test("tools, their results, images and structured results are kept in order", () => {
  const transcript = new Transcript();
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "A".repeat(8000) } };
  transcript.ask([{ type: "text", text: "What is this?" }, image]);
  transcript.use("Read", { file_path: "a.png" }, "toolu_1");
  transcript.result("toolu_1", [{ type: "text", text: "read" }, image], { toolUseResult: { type: "image" } });
  transcript.use("Bash", { command: "false" }, "toolu_2");
  transcript.add({
    type: "user",
    message: {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "toolu_2", content: "failed", is_error: true }],
    },
  });
  transcript.text("A bolt.");
  const turn = answer(transcript.lines);
  expect(turn.question?.content).toBe("What is this?\n[image, image/png, 6 kB]");
  expect(turn.shown).toEqual([
    ["tool_use", "Read", '{\n  "file_path": "a.png"\n}'],
    ["tool_result", "read\n[image, image/png, 6 kB]"],
    ["tool_use", "Bash", '{\n  "command": "false"\n}'],
    ["tool_result", "failed"],
    ["text", "A bolt."],
  ]);
  expect(turn.blocks.map(({ isError }) => isError)).toEqual([false, false, false, true, false]);
});

test("an API error fails the answer with its kind; what comes after it is another answer to the same question", () => {
  const transcript = new Transcript();
  const asked = transcript.ask("go");
  const error = { isApiErrorMessage: true, error: "rate_limit", apiErrorStatus: 429 };
  transcript.text("Rate limited", error, { model: "<synthetic>", stop_reason: "stop_sequence" });
  transcript.text("Here it is.");
  const { turns } = folded(transcript.lines);
  expect(blocksOf(turns)).toEqual([[["notice", "api-error", "Rate limited"]], [["text", "Here it is."]]]);
  expect(turns.map(({ questionId }) => questionId)).toEqual([asked, asked]);
  expect(turns[0]?.verdict).toMatchObject({
    status: "failed",
    failure: { code: "api", apiKind: "rate-limit", apiStatus: 429 },
  });
  expect(turns[1]).toMatchObject({ question: null, verdict: { status: "complete" } });
});

test("an interrupt, a turn limit, and a question that was never answered fail, each with its code", () => {
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.use("Bash", { command: "sleep 9" }, "toolu_1");
  transcript.ask([{ type: "text", text: "[Request interrupted by user for tool use]" }]);
  transcript.ask("two");
  transcript.attach({ type: "max_turns_reached", maxTurns: 1, turnCount: 2 });
  transcript.ask("three");
  transcript.ask("four");
  transcript.text("done");
  const codes = folded(transcript.lines).turns.map(({ verdict }) =>
    verdict?.status === "failed" ? verdict.failure.code : verdict?.status,
  );
  expect(codes).toEqual(["stopped-by-user", "max-turns", "no-result", "complete"]);
});

test("without any stop reason, as older versions wrote, an answer that ends with text is whole when the next begins", () => {
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.text("first", {}, { stop_reason: null });
  transcript.ask("two");
  transcript.text("second", {}, { stop_reason: null });
  expect(folded(transcript.lines).turns.map(({ verdict }) => verdict?.status)).toEqual(["complete", undefined]);
});

test("compaction, hooks, attached files, retries and meta lines are notices where they stand", () => {
  const transcript = new Transcript();
  transcript.attach({
    type: "hook_success",
    hookName: "SessionStart:startup",
    hookEvent: "SessionStart",
    content: "hello",
  });
  transcript.ask("one");
  const file = { filePath: "/srv/items.csv", content: "sku,name" };
  transcript.attach({ type: "file", filename: "/srv/items.csv", content: { type: "text", file } });
  transcript.system("api_error", { error: { status: 529 }, retryAttempt: 1, maxRetries: 10 });
  transcript.text("first");
  transcript.system("compact_boundary", { compactMetadata: { preTokens: 900, postTokens: 100 } });
  transcript.ask("This session is being continued …", { isCompactSummary: true, isVisibleInTranscriptOnly: true });
  transcript.ask([{ type: "text", text: "a reminder" }], { isMeta: true });
  const turn = answer(transcript.lines);
  expect(turn.question?.content).toBe("one");
  expect(turn.shown).toEqual([
    ["notice", "hook", "The hook SessionStart:startup ran.\nhello"],
    ["notice", "attachment", "/srv/items.csv\n\nsku,name"],
    ["notice", "api-retry", "The API answered with status 529; it was asked again (1 of 10)."],
    ["text", "first"],
    ["notice", "compacted", "The conversation so far was replaced by a summary (from 900 to 100 tokens)."],
    ["notice", "compact-summary", "This session is being continued …"],
    ["notice", "note", "a reminder"],
  ]);
});

test("a command is a question if something comes of it, and is only counted when nothing does", () => {
  const command = (name: string, args = "") =>
    `<command-name>${name}</command-name>\n<command-message>x</command-message>\n<command-args>${args}</command-args>`;
  const transcript = new Transcript();
  transcript.ask("<local-command-caveat>Caveat: …</local-command-caveat>", { isMeta: true });
  transcript.ask(command("/clear"));
  transcript.system("local_command", { content: "<local-command-stdout></local-command-stdout>" });
  transcript.ask(command("/usage"));
  transcript.system("local_command", { content: "<local-command-stdout>$0.00</local-command-stdout>" });
  transcript.ask(command("/greet", "Bob"));
  transcript.ask([{ type: "text", text: "Say hello to Bob" }], { isMeta: true });
  transcript.text("Hello Bob");
  transcript.ask("<bash-input>ls</bash-input>");
  transcript.ask("<bash-stdout>items.csv</bash-stdout><bash-stderr></bash-stderr>");
  const { turns, state } = folded(transcript.lines);
  expect(turns.map(({ question }) => question?.content)).toEqual(["/usage", "/greet Bob", "! ls"]);
  expect(blocksOf(turns)).toEqual([
    [["text", "$0.00"]],
    [
      ["notice", "note", "Say hello to Bob"],
      ["text", "Hello Bob"],
    ],
    [["text", "items.csv"]],
  ]);
  expect(turns.map(({ verdict }) => verdict?.status)).toEqual(["complete", "complete", "complete"]);
  expect(state.notShown).toEqual({ "local-command-caveat": 1, "command output": 1, command: 1 });
});

test("sub-agents' lines within the file belong to the call with their prompt, also when two run at once", () => {
  const transcript = new Transcript();
  transcript.ask("go");
  transcript.use("Task", { prompt: "count bolts", description: "a" }, "toolu_a");
  transcript.use("Task", { prompt: "count nuts", description: "b" }, "toolu_b");
  const side = { isSidechain: true };
  const nuts = transcript.ask("count nuts", { ...side, parentUuid: null });
  const bolts = transcript.ask("count bolts", { ...side, parentUuid: null });
  const nutsRead = transcript.use("Read", {}, "toolu_c", { ...side, parentUuid: nuts });
  transcript.text("120 bolts", { ...side, parentUuid: bolts });
  transcript.text("80 nuts", { ...side, parentUuid: nutsRead });
  transcript.result("toolu_a", "120");
  transcript.result("toolu_b", "80");
  transcript.text("200");
  const turn = answer(transcript.lines);
  expect(turn.blocks.map(({ kind, parentToolUseId }) => [kind, parentToolUseId])).toEqual([
    ["tool_use", null],
    ["tool_use", null],
    ["notice", "toolu_b"],
    ["notice", "toolu_a"],
    ["tool_use", "toolu_b"],
    ["text", "toolu_a"],
    ["text", "toolu_b"],
    ["tool_result", null],
    ["tool_result", null],
    ["text", null],
  ]);
  // A sub-agent adds to the cost, not to the tokens, as in what the CLI itself tells.
  expect(turn.used).toMatchObject({ inputTokens: 30, turns: 3 });
  expect(turn.used.costUsd).toBeCloseTo(6 * (10 * 5e-6 + 20 * 25e-6), 9);
});

test("a question that goes on from an earlier point says so", () => {
  const transcript = new Transcript();
  transcript.ask("one");
  const first = transcript.text("first");
  for (let more = 0; more < 20; more += 1) {
    transcript.ask(`more ${more}`);
    transcript.text("yes");
  }
  transcript.ask("two, from there", { parentUuid: first });
  const last = folded(transcript.lines).turns.at(-1);
  expect(last?.blocks).toMatchObject([{ kind: "notice", name: "branch" }]);
});

test("the title is the given name, else a summary of this session, else the first question's beginning", () => {
  const transcript = new Transcript();
  transcript.note({ type: "summary", summary: "Another session's", leafUuid: "somewhere else" });
  const leaf = lineId(transcript.session, 2);
  transcript.note({ type: "summary", summary: "Formats of the export", leafUuid: leaf });
  transcript.ask("Which formats?\nTell all.");
  const before = [...transcript.lines];
  transcript.text("CSV.");
  const summed = [...transcript.lines];
  transcript.note({ type: "custom-title", customTitle: "Exports" });
  transcript.note({ type: "agent-name", agentName: "a name of less weight" });
  transcript.note({ type: "custom-title", customTitle: "Exports, again" });
  const titles = [before, summed, transcript.lines].map((lines) => folded(lines).title);
  expect(titles).toEqual(["Which formats?", "Formats of the export", "Exports, again"]);
});

test("what is not known is kept as it is, and told by its line", () => {
  const transcript = new Transcript();
  transcript.ask("go");
  transcript.note({ type: "queue-operation", operation: "enqueue" });
  transcript.note({ type: "hologram", data: 1 });
  transcript.attach({ type: "smell", scent: "bolt" });
  transcript.system("telepathy", { content: "hm" });
  transcript.say([{ type: "server_tool_use", id: "x", name: "web_search", input: {} }], {}, { stop_reason: null });
  transcript.note({ no: "type" });
  transcript.add({ type: "assistant" });
  transcript.add({ type: "user", message: { role: "user", content: [] } });
  transcript.text("done");
  const { turns, problems, state } = folded(transcript.lines);
  expect(turns[0]?.blocks.map(({ kind, name }) => [kind, name])).toEqual([
    ["unknown", "hologram"],
    ["unknown", "attachment/smell"],
    ["unknown", "system/telepathy"],
    ["unknown", "server_tool_use"],
    ["unknown", "(no type)"],
    ["text", null],
  ]);
  expect(problems.map(({ line, kind }) => [line, kind])).toEqual([
    [3, "unknown-type"],
    [4, "unknown-type"],
    [5, "unknown-type"],
    [7, "unknown-type"],
    [8, "unexpected-shape"],
    [9, "unexpected-shape"],
  ]);
  expect(state.notShown).toEqual({ "queue-operation": 1 });
});

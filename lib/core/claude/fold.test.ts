import { expect, test } from "vitest";
import { describeBlock, type Replay, replayLines } from "../../../testing/recordings/replay.ts";
import { initialFold } from "./fold.ts";
import { foldLines } from "./fold-lines.ts";

const line = (event: unknown) => JSON.stringify(event);
const stream = (event: unknown) => line({ type: "stream_event", event, parent_tool_use_id: null });
const start = (id: string) => stream({ type: "message_start", message: { id } });
const block = (index: number, type: string, extra: object = {}) =>
  stream({ type: "content_block_start", index, content_block: { type, ...extra } });
const text = (index: number, words: string) =>
  stream({ type: "content_block_delta", index, delta: { type: "text_delta", text: words } });
const input = (index: number, json: string) =>
  stream({ type: "content_block_delta", index, delta: { type: "input_json_delta", partial_json: json } });
const stop = (index: number) => stream({ type: "content_block_stop", index });
const messageStop = stream({ type: "message_stop" });
const said = (id: string, content: unknown, extra: object = {}) =>
  line({ type: "assistant", message: { id, content }, parent_tool_use_id: null, ...extra });
const words = (value: string) => [{ type: "text", text: value }];
const result = (value: string, extra: object = {}) =>
  line({ type: "result", subtype: "success", is_error: false, result: value, ...extra });
const shown = (replay: Replay) => replay.blocks.map(describeBlock);

test("text that streamed is completed by its assistant line, and replaced when that differs", () => {
  const opening = [start("m"), block(0, "text", { text: "" }), text(0, "one")];
  expect(shown(replayLines([...opening, said("m", words("one two"))]))).toEqual(["text: one two"]);
  expect(shown(replayLines([...opening, said("m", words("uno"))]))).toEqual(["text: uno"]);
});

test("an assistant line that comes after its message stopped adds nothing", () => {
  const lines = [start("m"), block(0, "text"), text(0, "one"), stop(0), messageStop, said("m", words("one"))];
  expect(shown(replayLines([...lines, result("one")]))).toEqual(["text: one"]);
});

test("each assistant line confirms the first block of its kind that still waits", () => {
  const lines = [
    start("m"),
    block(0, "text"),
    text(0, "a"),
    block(1, "tool_use", { id: "t", name: "Read" }),
    input(1, '{"n":1}'),
    block(2, "text"),
    text(2, "b"),
    said("m", words("a1")),
    said("m", [{ type: "tool_use", id: "t", name: "Read", input: { n: 1 } }]),
    said("m", words("b2")),
  ];
  expect(shown(replayLines(lines))).toEqual(["text: a1", 'tool_use Read: {"n":1}', "text: b2"]);
});

test("tool input that streamed stays if it says the same, else it is replaced", () => {
  const opening = [start("m"), block(0, "tool_use", { id: "t", name: "X" }), input(0, '{"b":[2],"a":1}')];
  const call = (value: unknown) => said("m", [{ type: "tool_use", id: "t", name: "X", input: value }]);
  expect(shown(replayLines([...opening, call({ a: 1, b: [2] })]))).toEqual(['tool_use X: {"b":[2],"a":1}']);
  expect(shown(replayLines([...opening, call({ a: 1 })]))).toEqual(['tool_use X: { "a": 1 }']);
});

test("a new message_start while blocks are open withdraws them and says so", () => {
  const lines = [start("m1"), block(0, "text"), text(0, "one"), start("m2"), block(0, "text"), text(0, "two")];
  expect(shown(replayLines([...lines, said("m2", words("two")), result("two")]))).toEqual([
    "withdrawn text: one",
    expect.stringContaining("notice stream-broken: The connection to the API broke off"),
    "text: two",
  ]);
});

test("a block that is settled stays when the stream breaks later", () => {
  const lines = [
    start("m1"),
    block(0, "text"),
    text(0, "one"),
    said("m1", words("one")),
    block(1, "text"),
    text(1, "x"),
  ];
  const replay = replayLines([...lines, said("m2", words("two")), result("two")]);
  expect(shown(replay).filter((entry) => !entry.startsWith("notice"))).toEqual([
    "text: one",
    "withdrawn text: x",
    "text: two",
  ]);
  expect(replay.content).toBe("one\n\ntwo");
});

test("a result completes text that got no assistant line, and puts itself in the place of other text", () => {
  const opening = [start("m"), block(0, "text"), text(0, "one")];
  expect(shown(replayLines([...opening, result("one two")]))).toEqual(["text: one two"]);
  expect(shown(replayLines([...opening, result("uno")]))).toEqual(["withdrawn text: one", "text: uno"]);
  expect(shown(replayLines([...opening, result("broken", { is_error: true })]))).toEqual(["text: one"]);
});

test("a result alone brings the text; with an answer before it, it brings none", () => {
  expect(shown(replayLines([result("Usage: 0")]))).toEqual(["text: Usage: 0"]);
  expect(shown(replayLines([said("m", words("a")), said("n", words("b")), result("b")]))).toEqual([
    "text: a",
    "text: b",
  ]);
});

test("the first result ends it: a second one, text after it and unknown lines change nothing", () => {
  const replay = replayLines([
    said("m", words("a")),
    result("a"),
    result("b"),
    said("n", words("b")),
    "{",
    '{"type":"x"}',
  ]);
  expect(shown(replay)).toEqual(["text: a"]);
  expect(replay.result?.text).toBe("a");
});

test("without a result what streamed is kept", () => {
  const replay = replayLines([start("m"), block(0, "text"), text(0, "half a sen")]);
  expect(shown(replay)).toEqual(["text: half a sen"]);
  expect(replay.result).toBeNull();
});

test("unknown events, unknown content and malformed lines are shown", () => {
  const replay = replayLines(['{"type":"telepathy"}', "not json", said("m", [{ type: "hologram", n: 1 }])]);
  expect(shown(replay)).toEqual([
    'unknown telepathy: {"type":"telepathy"}',
    "unknown malformed: not json",
    'unknown hologram: { "type": "hologram", "n": 1 }',
  ]);
  expect(replay.state.malformedLines).toBe(1);
});

test("a block of unknown kind that streams is shown once", () => {
  const search = { type: "server_tool_use", id: "s", name: "web_search", input: { query: "x" } };
  const lines = [start("m"), block(0, "server_tool_use", { name: "web_search" }), input(0, "{}"), said("m", [search])];
  const { blocks } = replayLines(lines);
  expect(blocks).toHaveLength(1);
  expect(JSON.parse(blocks[0]?.text ?? "")).toEqual(search);
});

test("what is shown raw is cut at 64 kB, with a marker", () => {
  const [unknown] = replayLines([`x${"y".repeat(100_000)}`]).blocks;
  expect(unknown?.text).toHaveLength(65_536 + "\n[cut: 34465 more characters]".length);
});

test("half a surrogate pair waits for its other half, and alone becomes U+FFFD", () => {
  const opening = [start("m"), block(0, "text"), text(0, "a\ud83d")];
  const [whole] = replayLines([...opening, text(0, "\ude00b")], () => true).blocks;
  expect(whole?.text).toBe("a😀b");
  expect(replayLines(opening).blocks[0]?.text).toBe("a\ufffd");
  expect(replayLines([...opening, text(0, "b")], () => true).blocks[0]?.text).toBe("a\ufffdb");
});

test("a thousand shapes that no CLI would print throw nothing", () => {
  const odd = [null, 3, "x", [], {}, [null], [{ type: 3 }], { type: "text" }, { content: [{ type: "tool_result" }] }];
  for (const type of ["system", "stream_event", "assistant", "user", "result", "control_request", "rate_limit_event"]) {
    for (const subtype of ["init", "status", "api_retry", "hook_response", "compact_boundary", "constructor"]) {
      for (const value of odd) {
        const event = { type, subtype, message: value, event: value, request: value, usage: value, errors: value };
        expect(() => replayLines([start("m"), line(event)])).not.toThrow();
      }
    }
  }
});

test("deep nesting in tool input and __proto__ in it do no harm", () => {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const call = `{"type":"assistant","message":{"id":"m","content":[{"type":"tool_use","name":"X","input":${deep}}]}}`;
  expect(shown(replayLines([call]))).toHaveLength(1);
  const proto =
    '{"type":"assistant","message":{"id":"m","content":[{"type":"tool_use","name":"X","input":{"__proto__":1}}]}}';
  expect(shown(replayLines([proto]))).toEqual(['tool_use X: { "__proto__": 1 }']);
});

test("the changes that deltas make grow with the text, not with the text so far for each of them", () => {
  const delta = text(0, "x".repeat(40));
  const told = (count: number) => {
    const lines = [start("m"), block(0, "text"), ...Array.from({ length: count }, () => delta)];
    const { changes } = foldLines(initialFold(), [...lines, said("m", words("x".repeat(40 * count)))]);
    return JSON.stringify(changes).length;
  };
  // Were each delta to tell the text so far, ten times the text would be told in a hundred times as much.
  expect(told(25_000)).toBeLessThan(11 * told(2_500));
});

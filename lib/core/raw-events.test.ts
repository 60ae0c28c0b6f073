import { expect, test } from "vitest";
import { lineHead } from "./raw-events.ts";

test("a line is told apart by its type and what that leaves open", () => {
  const heads: [string, string, string][] = [
    ['{"type":"system","subtype":"init"}', "system", "init"],
    [
      '{"type":"stream_event","event":{"type":"content_block_delta","delta":{"type":"text_delta"}}}',
      "stream_event",
      "content_block_delta · text_delta",
    ],
    [
      '{"type":"assistant","message":{"content":[{"type":"text"},{"type":"tool_use","name":"Read"}]}}',
      "assistant",
      "text, tool_use Read",
    ],
    ['{"type":"result","subtype":"success"}', "result", "success"],
  ];
  for (const [line, type, about] of heads) expect(lineHead(line)).toEqual({ type, about, at: null });
  expect(lineHead('{"type":"user","timestamp":"2026-01-02T03:04:05.500Z"}').at).toBe(1767323045.5);
});

test("a line may be anything", () => {
  for (const line of ["", "null", "[1]", "7", '{"type":3}', "{", '{"type":"assistant","message":{"content":[null,4]}}'])
    expect(() => lineHead(line)).not.toThrow();
  expect(lineHead("{")).toEqual({ type: "other", about: "not JSON", at: null });
  expect(lineHead('{"type":3}').type).toBe("other");
});

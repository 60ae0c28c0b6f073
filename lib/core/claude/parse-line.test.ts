import { expect, test } from "vitest";
import { parseLine } from "./parse-line.ts";

test("a line of a known type is known", () => {
  const event = parseLine('{"type":"result","is_error":false}');
  expect(event).toEqual({ kind: "known", type: "result", data: { type: "result", is_error: false } });
});

test("a BOM, a CR and blanks around the object are taken off", () => {
  expect(parseLine('\ufeff {"type":"user"}\r')?.kind).toBe("known");
});

test.each(["", "   ", "\r", "\ufeff"])("a blank line (%j) is no event", (line) => {
  expect(parseLine(line)).toBeNull();
});

test.each(["{", "hello", "[1]", "3", "null", '"text"', '{"type":"user"}{"type":"user"}'])("%j is malformed", (line) => {
  expect(parseLine(line)).toMatchObject({ kind: "malformed", raw: line });
});

test("an object of another type, or without one, is unknown and kept raw", () => {
  const raw = '{"type":"telepathy","n":1}';
  expect(parseLine(raw)).toEqual({ kind: "unknown", type: "telepathy", data: { type: "telepathy", n: 1 }, raw });
  expect(parseLine('{"a":1}')).toMatchObject({ kind: "unknown", type: "(no type)" });
  expect(parseLine('{"type":7}')).toMatchObject({ kind: "unknown", type: "(no type)" });
});

test("a system event of another subtype is unknown, one of a listed subtype is known", () => {
  expect(parseLine('{"type":"system","subtype":"dream"}')).toMatchObject({ kind: "unknown", type: "system/dream" });
  expect(parseLine('{"type":"system"}')).toMatchObject({ kind: "unknown", type: "system/(no subtype)" });
  expect(parseLine('{"type":"system","subtype":"init"}')?.kind).toBe("known");
  expect(parseLine('{"type":"system","subtype":"model_refusal_later"}')?.kind).toBe("known");
});

test.each(["constructor", "__proto__", "toString"])("a type called %s is unknown", (type) => {
  expect(parseLine(JSON.stringify({ type }))?.kind).toBe("unknown");
});

test("a __proto__ key is data and changes no prototype", () => {
  const event = parseLine('{"type":"user","__proto__":{"polluted":true},"message":{"__proto__":{"polluted":true}}}');
  const data = event?.kind === "known" ? event.data : {};
  expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  expect("polluted" in data).toBe(false);
  expect("polluted" in {}).toBe(false);
});

test("nesting of any depth does not throw", () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  expect(() => parseLine(`{"type":"user","message":${deep}}`)).not.toThrow();
  expect(() => parseLine(deep)).not.toThrow();
});

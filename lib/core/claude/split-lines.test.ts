import { expect, test, vi } from "vitest";
import { LineSplitter } from "./split-lines.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("a line is given once it is whole, with the offset after its line feed", () => {
  const splitter = new LineSplitter(100);
  expect(splitter.push(bytes("one\ntw"))).toEqual([{ text: "one", end: 104 }]);
  expect(splitter.push(bytes("o\n\n"))).toEqual([
    { text: "two", end: 108 },
    { text: "", end: 109 },
  ]);
  expect(splitter.rest()).toBeNull();
});

test("what stands after the last line feed is the rest, and asking for it consumes nothing", () => {
  const splitter = new LineSplitter();
  splitter.push(bytes("a\nhal"));
  expect(splitter.rest()).toEqual({ text: "hal", end: 5 });
  expect(splitter.push(bytes("f\n"))).toEqual([{ text: "half", end: 7 }]);
});

test("offsets count bytes, not characters", () => {
  const splitter = new LineSplitter();
  expect(splitter.push(bytes("ö😀\nx\n")).map((line) => line.end)).toEqual([7, 9]);
});

test("only a line feed splits: U+2028, U+0085 and a lone CR stay inside the line", () => {
  const [line] = new LineSplitter().push(bytes("a\u2028b\u0085c\rd\n"));
  expect(line?.text).toBe("a\u2028b\u0085c\rd");
});

test("a character that is cut in two comes out whole", () => {
  const [first, second] = [bytes("😀\n").slice(0, 2), bytes("😀\n").slice(2)];
  const splitter = new LineSplitter();
  expect(splitter.push(first)).toEqual([]);
  expect(splitter.push(second)).toEqual([{ text: "😀", end: 5 }]);
});

test("invalid bytes become U+FFFD and the offset stays right", () => {
  const chunk = new Uint8Array([0x61, 0xff, 0x62, 0x0a]);
  expect(new LineSplitter().push(chunk)).toEqual([{ text: "a\ufffdb", end: 4 }]);
});

test("a BOM stays in the text, for the parser to take off", () => {
  expect(new LineSplitter().push(bytes("\ufeffa\n"))).toEqual([{ text: "\ufeffa", end: 5 }]);
});

test("the chunk may be overwritten after it was pushed", () => {
  const splitter = new LineSplitter();
  const buffer = bytes("first");
  splitter.push(buffer);
  buffer.fill(0x78);
  expect(splitter.push(bytes("\n"))).toEqual([{ text: "first", end: 6 }]);
});

test("a line of 10 MB in chunks of 4 kB is put together once, not once per chunk", () => {
  const splitter = new LineSplitter();
  const chunk = new Uint8Array(4096).fill(0x61);
  const copied = vi.spyOn(Uint8Array.prototype, "set");
  for (let i = 0; i < 2560; i += 1) expect(splitter.push(chunk)).toHaveLength(0);
  const [line] = splitter.push(bytes("\n"));
  expect(line?.text).toHaveLength(10_485_760);
  // Joining at every chunk would copy 13 GB.
  const sum = copied.mock.calls.reduce((size, [part]) => size + part.length, 0);
  copied.mockRestore();
  expect(sum).toBeLessThan(11_000_000);
});

test("the memory of a chunk may be reused, also that of a Node Buffer, whose slice is a view", () => {
  const splitter = new LineSplitter();
  const memory = Buffer.from("a\nhal");
  splitter.push(memory);
  memory.fill("#");
  expect(splitter.push(bytes("f\n"))).toEqual([{ text: "half", end: 7 }]);
});

test("a line that is too long keeps its beginning and its length, and the lines after it are whole", () => {
  const splitter = new LineSplitter(0, 2_000);
  const long = `{"a":"${"x".repeat(5_000)}`;
  const lines = [long.slice(0, 1_500), long.slice(1_500, 2_600), long.slice(2_600), "\nnext\n"].flatMap((part) =>
    splitter.push(bytes(part)),
  );
  expect(lines.map((line) => line.end)).toEqual([5_007, 5_012]);
  expect(lines[0]?.text).toBe(`${long.slice(0, 1_024)}\n[cut: a line of 5006 bytes]`);
  expect(lines[1]?.text).toBe("next");
});

test("a line of just the greatest length is whole", () => {
  const splitter = new LineSplitter(0, 10);
  expect(splitter.push(bytes("0123"))).toEqual([]);
  expect(splitter.push(bytes("456789\n"))).toEqual([{ text: "0123456789", end: 11 }]);
  splitter.push(bytes("0123456789a"));
  expect(splitter.rest()).toEqual({ text: "0123456789a\n[cut: a line of 11 bytes]", end: 22 });
});

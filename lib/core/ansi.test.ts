import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnsi } from "./ansi.ts";
import { visibleText } from "./visible-text.ts";

const ESC = "\u001b";
const styled = (output: string) => {
  const { text, spans } = readAnsi(output);
  return spans.map(({ start, end, style }) => [
    text.slice(start, end),
    ...Object.entries(style).flatMap(([name, value]) => (value === true ? name : value || [])),
  ]);
};

describe("readAnsi", () => {
  it("reads colours and kinds of writing, also of 256 and 16 million", () => {
    expect(styled(`a${ESC}[1;31mred${ESC}[0m b ${ESC}[92mgreen${ESC}[39m`)).toEqual([
      ["red", "red", "bold"],
      ["green", "green"],
    ]);
    expect(styled(`${ESC}[38;5;196mx${ESC}[38;2;20;200;220my${ESC}[mz`)).toEqual([
      ["x", "red"],
      ["y", "cyan"],
    ]);
    expect(styled(`${ESC}[90mold${ESC}[38;5;240mgrey${ESC}[m`).flat()).toEqual(["old", "grey", "grey", "grey"]);
    expect(styled(`${ESC}[7;4mx${ESC}[27my${ESC}[24mz`)).toEqual([
      ["x", "underlined", "inverse"],
      ["y", "underlined"],
    ]);
  });

  it.each([
    ["moves of the cursor", `a${ESC}[2J${ESC}[3;4Hb${ESC}[?25lc`, "abc"],
    ["a title of the window", `${ESC}]0;evil\u0007text`, "text"],
    ["a link", `${ESC}]8;;http://x.example${ESC}\\words${ESC}]8;;${ESC}\\`, "words"],
    ["a string without an end", `text${ESC}]0;evil`, "text"],
    ["a change of the character set", `${ESC}(Btext`, "text"],
  ])("drops %s", (_, output, text) => {
    expect(readAnsi(output).text).toBe(text);
  });

  it("keeps of a line that is written over what it says last", () => {
    expect(readAnsi("10%\r50%\r100%\ndone\r\nnext\r").text).toBe("100%\ndone\nnext");
  });

  it("makes what is hidden visible", () => {
    expect(readAnsi("a\u202eb\u0000c").text).toBe("a‹U+202E›b␀c");
    expect(readAnsi(`bell\u0007 ${ESC}`).text).toBe("bell␇ ␛");
  });

  it("gives a text without anything hidden, with spans in order within it, of any output", () => {
    const pieces = fc.constantFrom(
      ESC,
      "[",
      "]",
      "0",
      "31",
      ";",
      "m",
      "\r",
      "\n",
      "\u0007",
      "x",
      "\u009b",
      "\\",
      "38;5",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (all) => {
        const { text, spans } = readAnsi(all.join(""));
        expect(visibleText(text)).toBe(text);
        let end = 0;
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it("reads a megabyte of colours", () => {
    const line = `${ESC}[32m✓${ESC}[39m a test that passed ${ESC}[90m(12 ms)${ESC}[39m\n`;
    const count = Math.floor(1_000_000 / line.length);
    const { text, spans } = readAnsi(line.repeat(count));
    expect(text).toBe("✓ a test that passed (12 ms)\n".repeat(count));
    expect(spans).toHaveLength(2 * count);
  });
});

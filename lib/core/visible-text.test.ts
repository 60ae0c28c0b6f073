import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleProse, visibleText } from "./visible-text.ts";

/** Every character that this file is about: they can't be seen, but change what is. */
const HIDDEN = [
  ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => code !== 9 && code !== 10),
  ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at),
  ...[0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060],
  ...[0x2066, 0x2067, 0x2068, 0x2069, 0xfeff],
].map((code) => String.fromCharCode(code));

/** What languages that are written from the right use, and what only parts words. */
const OF_PROSE = [0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x2060, 0xfeff].map((code) =>
  String.fromCharCode(code),
);

describe("visibleText", () => {
  it("names every character that can't be seen, and leaves tabs, line ends and all others as they are", () => {
    for (const character of HIDDEN) {
      const shown = visibleText(`a${character}b`);
      expect(shown).not.toContain(character);
      expect(shown).toMatch(/^a(?:[\u2400-\u2426]|‹U\+[0-9A-F]{4}›)b$/);
    }
    expect(visibleText("a\tb\r\nc\nd שלום 👩‍💻 é")).toBe("a\tb\nc\nd שלום 👩‍💻 é");
  });

  it("shows code that was written to look like other code as what it is (CVE-2021-42574)", () => {
    expect(visibleText("if (isAdmin\u202e \u2066// check\u2069 \u2066) {")).toBe(
      "if (isAdmin‹U+202E› ‹U+2066›// check‹U+2069› ‹U+2066›) {",
    );
  });
});

describe("visibleProse", () => {
  it("names all of them but the marks that prose has a use for", () => {
    for (const character of HIDDEN) {
      const text = `a${character}b`;
      expect(visibleProse(text)).toBe(OF_PROSE.includes(character) ? text : visibleText(text));
    }
  });

  it("leaves no character in a text that turns the direction of others around", () => {
    const pieces = fc.constantFrom(...HIDDEN, "a", "\n", "א");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (all) => {
        expect(visibleProse(all.join(""))).not.toMatch(/(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

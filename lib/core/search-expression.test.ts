import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileSearch } from "../../testing/hostile-search.ts";
import { parseSearch, toMatchExpression } from "./search-expression.ts";
import { textSearch } from "./text-match.ts";

const expression = (query: string) => toMatchExpression(parseSearch(query));

test.each([
  ["docker-compose", `("docker-compose"*)`],
  ["docker compose ", `("docker" AND "compose")`],
  ["C++", `("C++")`],
  ["foo.bar()", `("foo.bar()"*)`],
  ["it's", `("it's"*)`],
  [`"exact phrase"`, `("exact phrase")`],
  [`"never closed`, `("never closed")`],
  [`say "so" and`, `("say" AND "so" AND "and"*)`],
  [`in"side and"`, `("in""side" AND "and"""*)`],
  ["-not this", `(("this"*) NOT ("not"))`],
  [`keep -"two words" -gone`, `(("keep") NOT ("two words" OR "gone"))`],
  ["-alone", null],
  ["- dash", `("dash"*)`],
  ["this OR that", `("this") OR ("that"*)`],
  ["OR", null],
  ["OR OR this OR", `("this")`],
  [`"OR"`, `("OR")`],
  ["or", `("or")`],
  ["a AND", `("a" AND "AND"*)`],
  ["NOT b", `("NOT" AND "b")`],
  ["NEAR(a b, 5)", `("NEAR(a" AND "b," AND "5)")`],
  ["title:x", `("title:x"*)`],
  ["^*", null],
  ["^word*", `("^word*"*)`],
  ["++ --", null],
  ["++ word", `("word"*)`],
  ["ab", `("ab")`],
  ["abc", `("abc"*)`],
  ["a_b", `("a_b"*)`],
  ["a+++++", `("a+++++")`],
  ["art start", `("art" AND "start"*)`],
  ["use use", `("use" AND "use"*)`],
  ["a\0b", `("a b")`],
  ["\0", null],
  ["🙂", null],
  ["數據庫", `("數據庫"*)`],
  [`'; DROP TABLE messages; --`, `("DROP" AND "TABLE" AND "messages;")`],
  ["", null],
  [" \n\t ", null],
])("%j becomes %j", (query, expected) => {
  expect(expression(query)).toBe(expected);
});

test("a very long search is cut, and its last word is no longer the one being typed", () => {
  const groups = parseSearch("word ".repeat(200_000));
  expect(groups).toHaveLength(1);
  expect(groups[0]).toHaveLength(32);
  expect(parseSearch("x".repeat(1_000_000))).toEqual([[{ text: "x".repeat(1000), excluded: false, prefix: false }]]);
  expect(expression(`${"a OR ".repeat(1000)}`)?.split(" OR ")).toHaveLength(32);
});

const search = (query: string) => textSearch(parseSearch(query));

test.each([
  ["start", "Where it starts", true],
  ["start ", "Where it starts", false],
  ["art ", "Where it starts", false],
  ["CAFE ", "un café noir", true],
  ["café ", "UN CAFE NOIR", true],
  ["foo.bar() ", "call foo bar now", true],
  ["docker-compose ", "docker compose", true],
  [`"a b" `, "a, b", true],
  [`"a b" `, "b a", false],
  ["this -that ", "this", true],
  ["this -that ", "this and that", false],
  ["that OR this ", "this", true],
  ["-that ", "this", false],
  ["++ ", "i++", true],
  ["++ i ", "i", true],
  ["C++ ", "C", true],
  ["🙂 ", "fine 🙂", true],
  ["( ", "a(b)", true],
  ["\\ ", "a\\b", true],
  ["/ ", "a/b", true],
])("a search for %j of a text without an index: %j %s", (query, text, expected) => {
  expect(search(query).matches(text)).toBe(expected);
});

test("a snippet shows where most of the words stand together", () => {
  const text = `alpha ${"filler ".repeat(100)}alpha and beta here ${"filler ".repeat(100)}`;
  expect(search("beta alpha ").snippet(text, 60)).toEqual([
    { text: "…", marked: false },
    { text: "filler filler filler filler filler ", marked: false },
    { text: "alpha", marked: true },
    { text: " and ", marked: false },
    { text: "beta", marked: true },
    { text: " here fille", marked: false },
    { text: "…", marked: false },
  ]);
});

test("a snippet of a text that doesn't have the words is its beginning", () => {
  expect(search("word ").snippet("short")).toEqual([{ text: "short", marked: false }]);
  expect(search("").snippet("x".repeat(300), 10)).toEqual([
    { text: "x".repeat(10), marked: false },
    { text: "…", marked: false },
  ]);
  expect(search("word ").snippet("")).toEqual([]);
});

test("a word that stands in a text 400,000 times costs no more than reading the text", () => {
  const text = "word ".repeat(400_000);
  expect(
    search("word text ")
      .snippet(text)
      .filter((piece) => piece.marked).length,
  ).toBeLessThan(50);
  expect(search(`"word word text" `).matches(text)).toBe(false);
  expect(search(`"a b" `).matches(`a${" ".repeat(1_000_000)}`)).toBe(false);
});

const text = fc.oneof(hostileSearch, fc.string({ unit: "grapheme", maxLength: 400 }));

test("whatever is searched, the pieces of a snippet are a part of the text, and what is marked matches", () => {
  fc.assert(
    fc.property(hostileSearch, text, fc.integer({ min: 1, max: 100 }), (query, content, width) => {
      const groups = parseSearch(`${query} `);
      const inText = textSearch(groups);
      const pieces = inText.snippet(content, width);
      const shown = pieces.map((piece) => piece.text).join("");
      const start = pieces[0]?.text === "…" && !content.startsWith(shown.replace(/…$/u, "")) ? 1 : 0;
      const inner = shown.slice(start, pieces.at(-1)?.text === "…" && pieces.length > 1 ? -1 : undefined);
      expect(content.includes(inner) || content.includes(shown)).toBe(true);
      expect(pieces.every((piece) => piece.text !== "")).toBe(true);
      if (content.isWellFormed()) expect(pieces.every((piece) => piece.text.isWellFormed())).toBe(true);
      if (groups.some((group) => group.every((term) => !term.excluded)) && inText.matches(content) && width > 50) {
        expect(pieces.some((piece) => piece.marked)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

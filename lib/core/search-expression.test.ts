import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileSearch } from "../../testing/hostile-search.ts";
import { hasWanted, parseSearch, toMatchExpression } from "./search-expression.ts";
import { matchesMessage } from "./search-scan.ts";
import { indexText, wordsOf } from "./search-words.ts";
import { textSearch } from "./text-match.ts";

const expression = (query: string) => toMatchExpression(parseSearch(query).groups);

test.each([
  ["docker-compose", `(("docker compose" *))`],
  ["docker compose ", `(("docker" AND "compose"))`],
  ["C++", `(("c_plusplus"))`],
  ["c# ", `(("c_sharp"))`],
  ["foo.bar()", `(("foo bar"))`],
  ["it's", `(("it s"))`],
  ["naïve Straße ", `(("naive" AND "strasse"))`],
  [`"exact phrase"`, `(("exact phrase"))`],
  [`"never closed`, `(("never closed"))`],
  [`say "so" and`, `(("say" AND "so" AND "and" *))`],
  [`in"side and"`, `(("in side" AND "and"))`],
  ["-not this", `((("this" *) NOT ("not")))`],
  [`keep -"two words" -gone`, `((("keep") NOT ("two words" OR "gone")))`],
  ["--force now ", `(("force" AND "now"))`],
  ["-alone", null],
  ["- dash", `(("dash" *))`],
  ["this OR that", `(("this") OR ("that" *))`],
  ["OR", null],
  ["OR OR this OR", `(("this"))`],
  [`"OR"`, `(("or"))`],
  ["or ", `(("or"))`],
  ["a AND", `(("a" AND "and" *))`],
  ["NOT b", `(("not" AND "b"))`],
  ["NEAR(a b, 5)", `(("near a" AND "b" AND "5"))`],
  ["title:x", `(("title x"))`],
  ["module:x", null],
  ["^*", null],
  ["++ --", null],
  ["++ word", `(("word" *))`],
  ["a", `(("a"))`],
  ["ab", `(("ab" *))`],
  ["a_b", `(("a_b" *))`],
  ["a+++++", `(("a"))`],
  ["a\0b", `(("a b"))`],
  ["\0", null],
  ["🙂", `(("_d83d_de42" *))`],
  ["數據庫", `(("_6578 _64da _5eab"))`],
  ["庫", `(("_5eab"))`],
  ["한국", `(("_d55c _ad6d"))`],
  [`'; DROP TABLE messages; --`, `(("drop" AND "table" AND "messages"))`],
  ["a~b ", `(("a b"))`],
  ["", null],
  [" \n\t ", null],
])("%j becomes %j", (query, expected) => {
  expect(expression(query)).toBe(expected);
});

test("filters are told apart from words", () => {
  const typed =
    'needle module:billing -status:failed tool:"My Tool" after:2026-01-02 from:you http://in:x FROM:shop type: x ';
  const { groups, filters } = parseSearch(typed);
  expect(filters).toEqual([
    { key: "module", value: "billing", excluded: false },
    { key: "status", value: "failed", excluded: true },
    { key: "tool", value: "My Tool", excluded: false },
    { key: "after", value: "2026-01-02", excluded: false },
    { key: "from", value: "you", excluded: false },
    { key: "from", value: "shop", excluded: false },
  ]);
  expect(groups.flat().map((term) => term.text)).toEqual(["needle", "http://in:x", "type:", "x"]);
});

test("a very long search is cut, and its last word is no longer the one being typed", () => {
  const { groups } = parseSearch("word ".repeat(200_000));
  expect(groups).toHaveLength(1);
  expect(groups[0]).toHaveLength(32);
  expect(parseSearch("x".repeat(1_000_000)).groups).toMatchObject([[{ text: "x".repeat(1000), prefix: false }]]);
  expect(expression(`${"a OR ".repeat(1000)}`)?.split(" OR ")).toHaveLength(32);
});

const search = (query: string) => textSearch(parseSearch(query).groups);

/** Whether a message with this content matches, by reading it. */
function matches(query: string, content: string): boolean {
  const message = { threadId: "t", module: "m", type: "response", status: "complete", content, blocks: [] };
  return matchesMessage(parseSearch(query).groups, [], message);
}

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
  ["-that ", "this", true],
  ["++ ", "i++", true],
  ["++ i ", "i", true],
  ["C++ ", "C", false],
  ["C++ ", "in C++.", true],
  ["state ", "const [a] = useState()", true],
  ['"use state" ', "useState", true],
  ["useState ", "use state", false],
  ["庫 ", "數據庫", true],
  ["據庫 ", "數據庫", true],
  ["庫據 ", "數據庫", false],
  ["🙂 ", "fine 🙂", true],
  ["( ", "a(b)", true],
  ["\\ ", "a\\b", true],
  ["/ ", "a/b", true],
])("a search for %j of a text without an index: %j %s", (query, text, expected) => {
  expect(matches(query, text)).toBe(expected);
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
  expect(search("word ").snippet("short")).toBeNull();
  expect(search("word ").beginning("short")).toEqual([{ text: "short", marked: false }]);
  expect(search("").beginning("x".repeat(300), 10)).toEqual([
    { text: "x".repeat(10), marked: false },
    { text: "…", marked: false },
  ]);
  expect(search("word ").beginning("")).toEqual([]);
});

test("a word that stands in a text 400,000 times costs no more than reading the text", () => {
  const text = "word ".repeat(400_000);
  expect(
    search("word text ")
      .snippet(text)
      ?.filter((piece) => piece.marked).length,
  ).toBeLessThan(50);
  expect(matches(`"word word text" `, text)).toBe(false);
  expect(matches(`"a b" `, `a${" ".repeat(1_000_000)}`)).toBe(false);
});

const text = fc.oneof(hostileSearch, fc.string({ unit: "grapheme", maxLength: 400 }));

test("whatever is searched, the pieces of a snippet are a part of the text, and what is marked matches", () => {
  fc.assert(
    fc.property(hostileSearch, text, fc.integer({ min: 1, max: 100 }), (query, content, width) => {
      const { groups } = parseSearch(`${query} `);
      const inText = textSearch(groups);
      const pieces = inText.snippet(content, width) ?? inText.beginning(content, width);
      const shown = pieces.map((piece) => piece.text).join("");
      const start = pieces[0]?.text === "…" && !content.startsWith(shown.replace(/…$/u, "")) ? 1 : 0;
      const inner = shown.slice(start, pieces.at(-1)?.text === "…" && pieces.length > 1 ? -1 : undefined);
      expect(content.includes(inner) || content.includes(shown)).toBe(true);
      expect(pieces.every((piece) => piece.text !== "")).toBe(true);
      if (content.isWellFormed()) expect(pieces.every((piece) => piece.text.isWellFormed())).toBe(true);
      if (hasWanted(groups) && matches(`${query} `, content) && width > 50) {
        expect(pieces.some((piece) => piece.marked)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a text is given to the index with the very words that are cut from it", () => {
  const column = (content: string) =>
    indexText(content)
      .toLowerCase()
      .split(/[^a-z0-9_]+/)
      .filter((word) => word !== "");
  fc.assert(
    fc.property(text, (content) => {
      expect(column(content)).toEqual([...wordsOf(content)].map(({ word }) => word));
    }),
    { numRuns: 5_000 },
  );
  for (const long of ["x".repeat(200), `${"x".repeat(70)}é tail`, `${"é".repeat(70)}x tail`, "日".repeat(300)]) {
    expect(column(long)).toEqual([...wordsOf(long)].map(({ word }) => word));
  }
});

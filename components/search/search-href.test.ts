import { expect, it } from "vitest";
import { hitHref, narrowedHref, searchHref } from "./search-href.ts";

it("gives a search an address that holds only what it asks for", () => {
  expect(searchHref({ query: "", sort: "relevance" })).toBe("/search");
  expect(searchHref({ query: 'a "b c" &', sort: "newest" }, { more: true, from: "12" })).toBe(
    "/search?q=a+%22b+c%22+%26&sort=newest&show=more&from=12",
  );
});

it("narrows a search in its own words", () => {
  expect(narrowedHref({ query: "token", sort: "relevance" }, "module", "x/y")).toBe("/search?q=module%3Ax%2Fy+token");
  expect(narrowedHref({ query: "module:a token", sort: "relevance" }, "module", null)).toBe("/search?q=token");
});

it("opens a hit at its message, with the words to mark", () => {
  expect(hitHref({ threadId: "t/1", messageId: "m" }, "a b")).toBe("/threads/t%2F1?at=m&q=a+b#message-m");
  expect(hitHref({ threadId: "t", messageId: "m" }, "")).toBe("/threads/t?at=m#message-m");
});

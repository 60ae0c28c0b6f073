import { expect, it } from "vitest";
import { hitHref, searchHref } from "./search-href.ts";

it("gives a search an address that holds only what it asks for", () => {
  expect(searchHref({ query: "", module: null, status: null })).toBe("/search");
  expect(searchHref({ query: 'a "b c" &', module: "x/y", status: "failed" }, { more: true })).toBe(
    "/search?q=a+%22b+c%22+%26&module=x%2Fy&status=failed&show=more",
  );
});

it("opens a hit at its message, with the words to mark", () => {
  expect(hitHref({ threadId: "t/1", messageId: "m" }, "a b")).toBe("/threads/t%2F1?mark=a+b#message-m");
  expect(hitHref({ threadId: "t", messageId: "m" }, "")).toBe("/threads/t#message-m");
});

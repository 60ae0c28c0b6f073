import { expect, test } from "vitest";
import { clientWords, originOf } from "./origin.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

test.each([
  [CHROME, "127.0.0.1, Chrome 156 on Linux"],
  [`${CHROME} Edg/150.0.1`, "127.0.0.1, Edg 150 on Linux"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
    "127.0.0.1, Firefox 140 on Mac OS X",
  ],
  ["Mozilla/5.0 of its own kind", "127.0.0.1, Mozilla/5.0 of its own kind"],
  ["curl/8.5.0", "127.0.0.1, curl/8.5.0"],
  ["", "127.0.0.1"],
  [null, "127.0.0.1"],
])("a client that calls itself %j is kept as %j", (agent, words) => {
  expect(clientWords("127.0.0.1", agent)).toBe(words);
});

test("what a client says of itself is cut", () => {
  expect(originOf("http", clientWords("::1", "x".repeat(10_000))).from).toHaveLength(200);
});

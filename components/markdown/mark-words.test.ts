import { describe, expect, it } from "vitest";
import { markedPieces, markPattern } from "./mark-words.ts";

function marked(text: string, query: string): string[] {
  const pattern = markPattern(query);
  return pattern ? markedPieces(text, pattern).flatMap((piece) => (piece.marked ? [piece.text] : [])) : [];
}

describe("markPattern", () => {
  it("marks words that begin so, in upper or lower case", () => {
    expect(marked("Retry the retries, no entry.", "retr")).toEqual(["Retry", "retries"]);
  });

  it("marks phrases as a whole, over line breaks too", () => {
    expect(marked("the dead\nletter queue of letters", '"dead letter"')).toEqual(["dead\nletter"]);
  });

  it("doesn't mark what the search excludes", () => {
    expect(marked("queue and stack", "queue -stack")).toEqual(["queue"]);
  });

  it("reads nothing typed as a pattern", () => {
    expect(marked("a+b (c)", "a+b (c)")).toEqual(["a+b", "c"]);
    expect(markPattern("*** ---")).toBeNull();
  });

  it("gives pieces that are the text when they are joined", () => {
    const pattern = markPattern("a b");
    const pieces = pattern ? markedPieces("xa ab ba", pattern) : [];
    expect(pieces.map((piece) => piece.text).join("")).toBe("xa ab ba");
  });
});

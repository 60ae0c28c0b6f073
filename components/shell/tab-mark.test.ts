import { expect, test } from "vitest";
import { markedIcon, markedTitle } from "./tab-mark.ts";

test("a title says how many answers are being written, and is the page's own when none is", () => {
  expect(markedTitle("Threads · Switchboard", 2)).toBe("(2) Threads · Switchboard");
  expect(markedTitle("Threads · Switchboard", 0)).toBe("Threads · Switchboard");
});

test("the icon is an image of its own, with a count that fits into it and nothing from elsewhere", () => {
  const drawn = (live: number) => decodeURIComponent(markedIcon(live).replace("data:image/svg+xml,", ""));
  expect(drawn(3)).toContain(">3</text>");
  expect(drawn(40)).toContain(">9+</text>");
  expect(drawn(3)).not.toMatch(/href|url\(|<script|https?:(?!\/\/www\.w3\.org)/);
});

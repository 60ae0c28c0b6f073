import fc from "fast-check";

const PIECES = [
  ...['"', "'", "-", "(", ")", "*", "^", ":", "OR", "AND", "NOT", "NEAR(", " ", "a", "phr", "é", "\0", "\\"],
  ...["{", "}", "+", "🙂", "\ud800", "漢", ";--", "content", "rank"],
];

/** What nobody should be able to break a search with: any text, and signs of query languages in any order. */
export const hostileSearch = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join("")),
);

/** Below this many, a page says how many are left. */
const FEW = 6;

/** The words a product page shows about its stock. */
export function availability(left, isFresh) {
  if (!isFresh || left === undefined) return "Ask us";
  if (left === 0) return "Sold out";
  return left < FEW ? `Only ${left} left` : "In stock";
}

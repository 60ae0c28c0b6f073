/** Random numbers that are the same each time (mulberry32), and what is made of them. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  const hex = (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join("");
  return {
    next,
    /** A whole number from 0 up to but without `limit`. */
    below,
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)],
    /** One of a list whose first ones come far more often, as words do. */
    pickOften: (list) => list[Math.min(list.length - 1, Math.floor(list.length * next() ** 3))],
    /** Many small ones and a few large ones, around a mean. */
    around: (mean) => Math.max(1, Math.round(-Math.log(1 - next() * 0.999) * mean)),
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  filterOf,
  isNarrowed,
  THREAD_GROUPS,
  THREAD_SHELVES,
  type ThreadAddress,
  threadAddress,
  threadQuery,
  threadsHref,
  WHOLE_LIST,
} from "./thread-address.ts";
import { THREAD_SORTS, THREAD_SOURCES, THREAD_STATES } from "./thread-filter.ts";

const read = (query: string) => threadAddress((name) => new URLSearchParams(query).get(name));

test("an address is read back as it was written, and holds only what differs from the whole list", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");
  const anyAddress: fc.Arbitrary<ThreadAddress> = fc.record({
    sort: fc.constantFrom(...THREAD_SORTS),
    group: fc.constantFrom(...THREAD_GROUPS),
    title: fc.oneof(fc.constant(""), word),
    module: fc.option(word),
    tag: fc.option(word),
    status: fc.option(fc.constantFrom(...THREAD_STATES)),
    source: fc.option(fc.constantFrom(...THREAD_SOURCES)),
    shelf: fc.constantFrom(...THREAD_SHELVES),
  });
  fc.assert(
    fc.property(anyAddress, (address) => {
      expect(read(threadQuery(address))).toEqual(address);
    }),
  );
  expect(threadsHref(WHOLE_LIST)).toBe("/threads");
  expect(threadsHref({ module: "a/b", shelf: "archived" })).toBe("/threads?module=a%2Fb&show=archived");
});

test("what is none of the choices is as if it weren't there", () => {
  expect(read("sort=size&group=&status=odd&source=%00&show=all&module=")).toEqual(WHOLE_LIST);
});

test("an address says what narrows the list, and the filter finds just that", () => {
  expect(isNarrowed({ ...WHOLE_LIST, sort: "title", group: "module" })).toBe(false);
  expect(isNarrowed({ ...WHOLE_LIST, tag: "x" })).toBe(true);
  expect(filterOf({ ...WHOLE_LIST, title: "  ", shelf: "pinned" })).toMatchObject({ title: undefined, pinned: true });
  expect(filterOf({ ...WHOLE_LIST, shelf: "archived" })).toMatchObject({ archived: true, pinned: undefined });
});

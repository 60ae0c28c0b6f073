import { expect, test } from "vitest";
import { filterValue, withFilter } from "./edit-search.ts";

test.each([
  ["docker com", "module", "billing", "module:billing docker com"],
  ["", "module", "billing", "module:billing"],
  ["module:shop docker module:x ", "module", "billing", "module:billing docker "],
  ["-module:shop docker", "module", "billing", "module:billing -module:shop docker"],
  ["module:shop docker", "module", null, "docker"],
  ['a module:"two words" b', "module", null, "a b"],
  ["docker", "tool", "My Tool", 'tool:"My Tool" docker'],
  ["status:failed x", "module", "m", "module:m status:failed x"],
  ["http://module:x", "module", null, "http://module:x"],
] as const)("in %j the filter %s set to %s gives %j", (query, key, value, expected) => {
  const edited = withFilter(query, key, value);
  expect(edited).toBe(expected);
  expect(filterValue(edited, key)).toBe(value);
});

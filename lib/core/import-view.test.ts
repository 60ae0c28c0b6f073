import { expect, test } from "vitest";
import type { ImportRecord } from "./import.ts";
import { homeOffer, type ImportsView } from "./import-view.ts";

const ended = (state: ImportRecord["state"]): ImportRecord => ({
  ...{ importId: "i", kind: "history", source: "/h", state, cancelRequestedAt: null, failure: null, startedAt: 1 },
  ...{ endedAt: 2, files: 1, filesDone: 1, bytes: 1, bytesDone: 1, threads: 1, messages: 1, problems: 0 },
});
const found = { root: "/h", exists: true, directories: 1, sessions: 3, subagents: 0, bytes: 9 };
const view = (changes: Partial<ImportsView> = {}): ImportsView => ({
  ...{ now: 10, enabled: true, declined: false, settled: false, running: null, last: null },
  found: { ...found, newestAt: null, problem: null },
  following: { possible: false, wanted: true, active: false },
  ...changes,
});

test("a history that nobody has imported or declined is offered, and only then", () => {
  expect(homeOffer(view())).toBe("offer");
  expect(homeOffer(view({ declined: true }))).toBeNull();
  expect(homeOffer(view({ enabled: false }))).toBeNull();
  expect(homeOffer(view({ found: { ...view().found, sessions: 0 } }))).toBeNull();
  expect(homeOffer(view({ last: ended("complete") }))).toBeNull();
  expect(homeOffer(view({ settled: true }))).toBeNull();
});

test("an import that runs is shown also to whoever declined it, and one that was cut short until it is declined", () => {
  const running = { ...ended("running"), endedAt: null };
  expect(homeOffer(view({ running, declined: true }))).toBe("running");
  expect(homeOffer(view({ running: { ...running, kind: "database" } }))).toBeNull();
  expect(homeOffer(view({ last: ended("cancelled") }))).toBe("unfinished");
  expect(homeOffer(view({ last: ended("failed"), declined: true }))).toBeNull();
});

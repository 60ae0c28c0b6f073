import { expect, it } from "vitest";
import { API_FAILURE_KINDS, FAILURE_CODES, type FailureCode } from "./failure.ts";
import { failureTitle } from "./failure-words.ts";

const failure = (code: FailureCode) => ({ code, apiKind: null, signal: null, exitCode: null });

it("names every failure in words of its own, none of which is its code", () => {
  const titles = FAILURE_CODES.map((code) => failureTitle(failure(code)));
  expect(new Set(titles).size).toBe(FAILURE_CODES.length);
  for (const title of titles) expect(title).toMatch(/^[A-Z][\w' ]{3,30}$/);
});

it("names what went wrong at the API", () => {
  const titles = API_FAILURE_KINDS.map((apiKind) => failureTitle({ ...failure("api"), apiKind }));
  expect(new Set(titles).size).toBe(API_FAILURE_KINDS.length);
  expect(failureTitle({ ...failure("api"), apiKind: "rate-limit" })).toBe("API error: rate limit");
});

it.each([
  ["SIGKILL", null, "Killed by SIGKILL"],
  [null, 137, "Killed by SIGKILL"],
  [null, 143, "Ended by SIGTERM"],
  [null, null, "Interrupted"],
])("names signal %s with exit code %s: %s", (signal, exitCode, title) => {
  expect(failureTitle({ ...failure("signal"), signal, exitCode })).toBe(title);
});

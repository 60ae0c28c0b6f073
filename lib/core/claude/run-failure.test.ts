import { expect, test } from "vitest";
import { replay } from "../../../testing/recordings/replay.ts";
import { failureOf, type RunEnd } from "./run-failure.ts";

const END: RunEnd = { exitCode: 1, signal: null, stderrTail: null, stopped: null, malformedLines: 0 };
const failureIn = (name: string, end: Partial<RunEnd> = {}) => failureOf(replay(name).result, { ...END, ...end });

test("a result that is no error is a success, whatever the exit code, the signal and the malformed lines say", () => {
  expect(
    failureIn("plain", { exitCode: 1, signal: "SIGKILL", malformedLines: 3, stopped: { by: "user" as const } }),
  ).toBeNull();
});

test.each([
  ["err-401", "auth", 401],
  ["err-403", "auth", 403],
  ["no-api-key", "auth", null],
  ["err-413", "too-large", 413],
  ["err-429-maxretries1", "rate-limit", 429],
  ["err-500-maxretries0", "server", 500],
  ["err-529-forever", "overloaded", null],
  ["sseerr-nofallback", "overloaded", null],
  ["drop-forever", "unreachable", null],
  ["unreachable-maxretries1", "unreachable", null],
  ["model-404", "model-not-found", 404],
  ["stop-refusal", "refused", null],
  ["err-400", "other", 400],
])("%s is a failure of the API: %s", (name, apiKind, apiStatus) => {
  const { result } = replay(name);
  const failure = failureIn(name);
  expect(failure).toMatchObject({ code: "api", apiKind, apiStatus, message: result?.text, exitCode: 1 });
  expect(failure?.hint).toBeTruthy();
});

test("limits say which limit it was", () => {
  expect(failureIn("max-turns-1")).toMatchObject({ code: "max-turns", message: "Reached maximum number of turns (1)" });
  expect(failureIn("max-budget")).toMatchObject({ code: "budget", message: "Reached maximum budget ($0.01)" });
});

test("a stop by the user is told as such, with an aborted result, with none, and after a signal", () => {
  const stopped = { stopped: { by: "user" as const } };
  expect(failureIn("control-interrupt-midstream", stopped)?.code).toBe("stopped-by-user");
  expect(failureIn("control-interrupt-bash", stopped)?.code).toBe("stopped-by-user");
  expect(failureIn("kill-sigterm-midstream", { ...stopped, exitCode: 143 })?.code).toBe("stopped-by-user");
});

test("an error that came before the stop stays the reason", () => {
  expect(failureIn("err-400", { stopped: { by: "user" as const } })?.code).toBe("api");
  expect(failureIn("max-turns-1", { stopped: { by: "user" as const } })?.code).toBe("max-turns");
});

test("an abort that nobody here asked for: a refused permission, or an interrupt from outside", () => {
  expect(failureIn("stdio-permission-deny-interrupt")).toMatchObject({
    code: "permission",
    message: "Claude was not allowed to use Write, and stopped.",
  });
  expect(failureIn("kill-sigint-midstream")?.code).toBe("signal");
});

test("an end by a signal names it, also when the CLI turned it into an exit code", () => {
  expect(failureIn("kill-sigterm-midstream", { exitCode: 143 })?.message).toContain("SIGTERM");
  expect(failureOf(null, { ...END, exitCode: null, signal: "SIGKILL" })).toMatchObject({
    code: "signal",
    signal: "SIGKILL",
    message: "Claude Code was ended by SIGKILL before it had a result.",
  });
});

test("a session that is gone is told with a hint, not as a failure of the API", () => {
  expect(failureIn("resume-unknown")).toMatchObject({
    code: "spawn",
    apiKind: null,
    message: expect.stringMatching(/no longer has the session .*: No conversation found with session ID: 64056975/),
  });
});

test.each([
  ["error: unknown option '- a list item'\n", /option/],
  ["Error: Session ID 01bcbd27-b252-4932-946e-d386c770ce1d is already in use.\n", /session id/],
  ["a warning\nError: Invalid MCP configuration:\nMCP config file not found: /x\n", /MCP/],
  ["--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons\n", /root/],
  ["Error: something that is new\n", /could not start/],
])("the complaint %j on stderr is quoted and explained", (stderrTail, explanation) => {
  const failure = failureOf(null, { ...END, stderrTail });
  expect(failure).toMatchObject({ code: "spawn", stderrTail, message: expect.stringMatching(explanation) });
  const complaint = stderrTail.split("\n").find((text) => /error|privileges/i.test(text)) ?? "";
  expect(failure?.message.endsWith(complaint)).toBe(true);
});

test("output that can't be read, or none at all, is told apart", () => {
  expect(failureIn("argv-inject-version", { exitCode: 0, malformedLines: 1 })).toMatchObject({
    code: "malformed",
    message: "Claude Code wrote a line that Switchboard can't read, and no result.",
  });
  expect(failureOf(null, { ...END, exitCode: 0 })).toMatchObject({
    code: "no-result",
    message: "Claude Code ended with exit code 0 and gave no result.",
  });
  expect(failureOf(null, { ...END, stderrTail: "warning: a\npanic: b\n" })?.message).toMatch(/: panic: b$/);
});

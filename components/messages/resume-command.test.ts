import { expect, it } from "vitest";
import { resumeCommand } from "./resume-command.ts";

it("goes on with the session in its directory", () => {
  expect(resumeCommand({ cwd: "/srv/billing", sessionId: "abc-1" })).toBe("cd /srv/billing && claude --resume abc-1");
});

it("quotes what a shell would read as more than a word", () => {
  expect(resumeCommand({ cwd: "/my work/$(rm)/it's", sessionId: "a;b" })).toBe(
    "cd '/my work/$(rm)/it'\\''s' && claude --resume 'a;b'",
  );
});

it("is nothing without a session", () => {
  expect(resumeCommand({ cwd: "/work", sessionId: null })).toBeNull();
});

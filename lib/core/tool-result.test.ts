import { describe, expect, it } from "vitest";
import { toolAnswers } from "../../testing/recordings/tool-answers.ts";
import { agentResult, commandResult, fileLines, isRefused, readToolResult as read } from "./tool-result.ts";

describe("what the real CLI recorded", () => {
  it("has files without their numbers, and the note on an empty one apart", () => {
    const [items = "", notes = "", listing = "", empty = ""] = toolAnswers("tool-parallel");
    expect(fileLines(items)).toEqual({ first: 1, text: "sku,name,qty\nA1,Bolt,120\nA2,Nut,80\n" });
    expect(fileLines(notes)?.text).toBe("# Notes\n\nOne two three.\n");
    expect(fileLines(listing)).toBeNull();
    expect(read(empty)).toEqual({ text: "", media: [], notes: [expect.stringContaining("shorter than the provided")] });
  });

  it("has an image by its kind and size", () => {
    const [image = ""] = toolAnswers("tool-read-image");
    expect(read(image)).toEqual({ text: "", notes: [], media: [{ type: "image", format: "image/png", size: "1 kB" }] });
  });

  it("has a sub-agent's words without the lines for the model", () => {
    const [inner = "", outer = ""] = toolAnswers("tool-task-subagent");
    expect(fileLines(inner)).not.toBeNull();
    expect(agentResult(outer)).toEqual({ text: "Two items (sub-agent).", tokens: 1770, calls: 1, durationMs: 110 });
  });

  it("tells what was refused from what failed", () => {
    expect(toolAnswers("tool-write-denied").map(isRefused)).toEqual([true]);
    expect(toolAnswers("stdio-permission-deny-interrupt").map(isRefused)).toEqual([true]);
    expect(isRefused("File does not exist.")).toBe(false);
  });
});

it("takes the marks of an error off", () => {
  const answer = "<tool_use_error>Error: No such tool available: NoSuchTool</tool_use_error>";
  expect(read(answer).text).toBe("Error: No such tool available: NoSuchTool");
});

it("says how a command ended when that was said", () => {
  expect(commandResult("Exit code 3\nout\nerr")).toEqual({ exitCode: 3, output: "out\nerr" });
  expect(commandResult("Exit code 143\nCommand timed out after 2s").exitCode).toBe(143);
  expect(commandResult("(Bash completed with no output)")).toEqual({ exitCode: null, output: "" });
});

describe("fileLines", () => {
  it("reads arrows, and numbers that begin anywhere", () => {
    expect(fileLines("    98→a\n    99→\n   100→\tb")).toEqual({ first: 98, text: "a\n\n\tb" });
  });

  it("leaves out half a line at the end of what the page has", () => {
    expect(fileLines("9\ta\n10\tb\n1")).toEqual({ first: 9, text: "a\nb" });
  });

  it.each(["1\ta\n3\tb", "a\n1\tb", "", "10 a"])("takes no number off %j", (text) => {
    expect(fileLines(text)).toBeNull();
  });
});

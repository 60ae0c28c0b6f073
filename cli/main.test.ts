import { expect, test, vi } from "vitest";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { scratch } from "../testing/scratch.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

const COMMANDS = {
  start: () => import("./start-command.ts"),
  ask: () => import("./ask-command.ts"),
  watch: () => import("./watch-command.ts"),
  status: () => import("./status-command.ts"),
  list: () => import("./list-command.ts"),
  thread: () => import("./thread-command.ts"),
  search: () => import("./search-command.ts"),
  modules: () => import("./modules-command.ts"),
  completion: () => import("./completion-command.ts"),
  export: () => import("./export-command.ts"),
  import: () => import("./import-command.ts"),
  stop: () => import("./stop-command.ts"),
};

test("every command is in the help, and has a help of its own with its options and examples", async () => {
  const { run } = commandLine(scratch(), "/nowhere");
  const { code, stdout, stderr } = await run("--help");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const [name, load] of Object.entries(COMMANDS)) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name} `, "m"));
    const { help } = await load();
    expect(help).toMatch(new RegExp(`^switchboard \\[?${name}[\\s\\S]*\n  --db FILE [\\s\\S]*\n  switchboard`));
  }
  const { help } = await COMMANDS.ask();
  expect(await run("help", "ask")).toEqual({ code: 0, stdout: `${help}\n`, stderr: "" });
  expect(await run("ask", "--help")).toEqual({ code: 0, stdout: `${help}\n`, stderr: "" });
  expect((await run("--version")).stdout).toBe("0.1.0\n");
});

test("an unknown command is told the nearest, and a command after its options where it belongs", async () => {
  const { run } = commandLine(scratch(), "/nowhere");
  expect(await run("staus")).toEqual({
    code: 2,
    stdout: "",
    stderr: "There is no command “staus”.\nDid you mean switchboard status?\n",
  });
  expect((await run("frobnicate")).stderr).toContain(
    "There are: start, login, ask, list, thread, search, modules, trust, watch, status, log, export, import, backup, doctor, mcp, stop, completion, help.",
  );
  expect((await run("--db", "x.db", "status")).stderr).toContain("A command stands before its options");
});

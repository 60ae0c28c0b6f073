import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { SHORT_ANSWER } from "../testing/engine.ts";
import { createFakeClaude } from "../testing/fake-claude.ts";
import { deltasText } from "../testing/runs.ts";
import { scratch } from "../testing/scratch.ts";
import { BASH_COMPLETION } from "./completion-command.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

const ANSWER = deltasText(3, 4);

/** A command line on a database with one thread. */
async function asked() {
  const dir = scratch();
  const claude = await createFakeClaude(dir, SHORT_ANSWER);
  const line = commandLine(dir, claude.path);
  const { stdout } = await line.run("ask", line.modulePath, "Which format of crates?", "--json");
  const [first] = stdout.split("\n").map((row) => (row === "" ? {} : JSON.parse(row)));
  const json = async (...words: string[]) =>
    (await line.run(...words, "--json")).stdout
      .trim()
      .split("\n")
      .filter((row) => row !== "")
      .map((row) => JSON.parse(row));
  return { ...line, threadId: String(first.threadId), json };
}

test("threads are listed, shown and searched, for people and for programs", async () => {
  const { run, json, threadId } = await asked();
  const short = threadId.slice(0, 8);
  expect((await run("list")).stdout).toMatch(new RegExp(`^${short} .* ago  inventory .*Which format of crates\\?\n$`));
  expect(await json("list", "--module", "inventory")).toMatchObject([{ threadId, messageCount: 2 }]);
  expect(await json("list", "--module", "nobody")).toEqual([]);

  const shown = await run("thread", short);
  expect(shown.stdout).toContain("Which format of crates?");
  expect(shown.stdout).toContain(ANSWER);
  expect(await json("thread", short)).toMatchObject([
    { type: "thread", threadId },
    { type: "message", kind: "question", content: "Which format of crates?" },
    { type: "message", kind: "response", content: ANSWER, status: "complete" },
  ]);

  const found = await run("search", "crates");
  expect(found.stdout).toMatch(
    new RegExp(`^${short}  20.*  inventory  question  .*\n    Which format of crates\\?\n$`),
  );
  expect(found.stderr).toBe("1 message matches.\n");
  const hits = await json("search", "crates");
  expect(hits).toMatchObject([
    { type: "hit", kind: "question", threadId, snippet: [{}, { text: "crates", marked: true }, {}] },
    { type: "found", total: 1, totalIsCapped: false },
  ]);
  expect(await json("search", "nothing-like-it")).toEqual([{ type: "found", total: 0, totalIsCapped: false }]);
});

test.each([
  [["list", "--status", "odd"], "--status can't be “odd”.\nIt is one of live, failed, complete.\n"],
  [["list", "--limit", "0"], "“0” is no number from 1 to 1,000."],
  [["thread"], "There is no thread to show."],
  [["search", " "], "There is nothing to look for."],
  [["modules", "lst"], "Did you mean switchboard modules list?"],
  [["modules", "add"], "There is no directory to add."],
  [["completion", "tcsh"], "There are: bash, zsh, fish."],
  [["ask", ".", "?", "--max-seconds", "-1"], "argument is ambiguous"],
  [["ask", ".", "?", "--chain-budget", "cheap"], "A budget is an amount from"],
])("%j is not understood", async (words, told) => {
  const { code, stderr, stdout } = await commandLine(scratch(), "/nowhere").run(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(told);
});

test("looking makes no database, and says so", async () => {
  const line = commandLine(scratch(), "/nowhere");
  for (const words of [["list"], ["thread", "abcdef"], ["search", "x"]]) {
    expect(await line.run(...words)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("There is no database"),
    });
  }
  expect((await line.run("completion", "words", "--", "ask", "")).stdout).toBe("");
  expect(fs.existsSync(line.databasePath)).toBe(false);
});

test("modules are added, shown, changed, exported, removed and imported again", async () => {
  const dir = scratch();
  const { run, modulePath } = commandLine(dir, "/nowhere");
  const shop = path.join(dir, "modules", "shop");
  fs.mkdirSync(shop);
  expect((await run("modules", "add", modulePath, shop)).stdout).toBe(`inventory is ${modulePath}\nshop is ${shop}\n`);
  const edited = await run(
    ...["modules", "edit", "inventory", "--description", "What is in stock", "--capabilities", "count, predict"],
    ...["--profile", "read", "--asks", "yes", "--max-turns", "5"],
  );
  expect(edited.stdout).toContain("For             What is in stock\nCan             count, predict\n");
  expect((await run("modules", "list", "stock")).stdout).toMatch(/^inventory +What is in stock\n$/);
  expect((await run("modules", "edit", "shop", "--rename", "store")).code).toBe(0);

  const file = path.join(dir, "modules.yaml");
  fs.writeFileSync(file, (await run("modules", "export")).stdout);
  expect(fs.readFileSync(file, "utf8")).toContain("  - name: inventory\n    path: ");
  expect((await run("modules", "remove", "inventory", "store")).code).toBe(0);
  expect((await run("modules", "list")).stderr).toContain("There is no such module.");
  const preview = await run("modules", "import", file, "--preview");
  expect(preview.stdout).toMatch(
    /^new {6}inventory\n {11}not granted: asks: nothing becomes true \(a right\)\nnew {6}store\n$/,
  );
  expect((await run("modules", "list")).stdout).toBe("");
  expect((await run("modules", "import", file, "--grant")).code).toBe(0);
  expect((await run("modules", "show", "inventory", "--json")).stdout).toContain('"asks":true');
  expect((await run("modules", "import", file)).stdout).toBe("equal    inventory\nequal    store\n");
  fs.writeFileSync(file, "modules:\n  - name: x\n");
  expect(await run("modules", "import", file)).toMatchObject({ code: 3, stderr: expect.stringContaining("line 2") });
});

test("what a module's own file proposes is shown and taken over, its rights only when they are granted", async () => {
  const { run, modulePath } = commandLine(scratch(), "/nowhere");
  fs.writeFileSync(path.join(modulePath, "switchboard.yaml"), "description: Crates\nprofile: edit\n");
  const added = await run("modules", "add", modulePath);
  expect(added.stderr).toBe("Its switchboard.yaml proposes 2 settings: switchboard modules show inventory\n");
  const shown = (await run("modules", "show", "inventory")).stdout;
  expect(shown).toContain(
    'switchboard.yaml proposes:\n  description: nothing becomes "Crates"\n  profile: nothing becomes "edit" (a right)',
  );
  await run("modules", "edit", "inventory", "--take-own");
  expect((await run("modules", "show", "inventory", "--json")).stdout).toMatch(
    /"description":"Crates".*"profile":null/,
  );
  await run("modules", "edit", "inventory", "--profile", "edit");
  expect((await run("modules", "show", "inventory", "--json")).stdout).toContain('"profile":"edit"');
});

test("what bash completes is never run, whatever a module is called", () => {
  const dir = scratch();
  const words = `switchboard() { cat <<'END'
plain
$(touch ran)
END
}
${BASH_COMPLETION}
COMP_WORDS=(switchboard ask ''); COMP_CWORD=2; _switchboard
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, status } = spawnSync("bash", ["-c", words], { cwd: dir, encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout).toBe("plain\n\\$\\(touch\\ ran\\)\n");
  expect(fs.readdirSync(dir)).toEqual([]);
});

test("a shell is told what may come next", async () => {
  const { run, modulePath } = commandLine(scratch(), "/nowhere");
  await run("modules", "add", modulePath);
  const next = async (...words: string[]) =>
    (await run("completion", "words", "--", ...words)).stdout.trim().split("\n");
  expect(await next("st")).toEqual(["start", "status", "stop"]);
  expect(await next("ask", "inv")).toEqual(["inventory"]);
  expect(await next("modules", "ex")).toEqual(["export"]);
  expect(await next("modules", "show", "")).toEqual(["inventory"]);
  expect(await next("list", "--module", "i")).toEqual(["inventory"]);
  expect(await next("ask", "inventory", "--max-")).toEqual(["--max-budget", "--max-seconds", "--max-turns"]);
  for (const shell of ["bash", "zsh", "fish"])
    expect((await run("completion", shell)).stdout).toContain("switchboard completion words");
});

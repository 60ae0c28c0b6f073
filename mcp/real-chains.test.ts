import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { chainsOfThread } from "../lib/db/chains.ts";
import { keepModule } from "../lib/db/modules.ts";
import type { Limits } from "../lib/env.ts";
import { askModule } from "../lib/queries/ask-module.ts";
import { testEngine } from "../testing/engine.ts";
import { startMessagesApi } from "../testing/messages-api/server.ts";
import { realClaude } from "../testing/real-claude.ts";
import { scratch } from "../testing/scratch.ts";

const PATIENCE = 120_000;

const PROGRAM = path.join(import.meta.dirname, "..", "testing", "switchboard.ts");
const run = promisify(execFile);

/** What the stand-in is told to do: ask a module this, and then say that. */
const asks = (module: string, question: string, say: string) =>
  `TOOL:mcp__switchboard__ask_module ${JSON.stringify({ module, question })} ;; SAY ${say}`;

/** The real CLI on a stand-in of the API, with three modules. */
async function started(limits: Partial<Limits> = { depth: 2 }) {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url);
  const { engine } = await testEngine(dir, claude.path, claude.env, limits);
  for (const name of ["a", "b", "c", "d"]) {
    const modulePath = path.join(dir, "modules", name);
    fs.mkdirSync(modulePath, { recursive: true });
    keepModule(engine.store.db, { name, path: modulePath }, false);
  }
  const ask = (prompt: string, more: object = {}) =>
    askModule({ prompt, modulePath: path.join(dir, "modules", "a"), moduleName: "a", asks: true, ...more }, engine);
  /** What the tool answered, in the order of the messages. */
  const results = async (threadId: string) => {
    const rows = engine.store.db.$client
      .prepare(
        "SELECT text FROM blocks JOIN messages USING (message_id) WHERE thread_id = ? AND kind = 'tool_result' ORDER BY timestamp",
      )
      .pluck();
    return rows.all(threadId).map(String);
  };
  return { dir, claude, engine, ask, results };
}

test(
  "a module asks a module that asks a module, with the real CLI, and the answers travel back",
  async () => {
    const { engine, ask, results } = await started();
    const query = await ask(asks("b", asks("c", "SAY Tables of parts.", "C says tables."), "B knows of tables."));
    expect(await query.done).toMatchObject({ status: "complete", content: "B knows of tables." });
    const links = chainsOfThread(engine.store.db, query.threadId);
    expect(links.map(({ asker, module, depth, status }) => [asker, module, depth, status])).toEqual([
      [null, "a", 0, "complete"],
      ["a", "b", 1, "complete"],
      ["b", "c", 2, "complete"],
    ]);
    const [fromB, fromC] = await results(query.threadId);
    expect(fromB).toContain("C says tables.");
    expect(fromC).toContain("Tables of parts.");
  },
  PATIENCE,
);

test(
  "a model that asks at once can ask, however slowly the tools come",
  async () => {
    const { engine, ask } = await started();
    engine.env.program = path.join(import.meta.dirname, "..", "testing", "slow-switchboard.ts");
    const query = await ask(asks("b", "SAY Much.", "B says much."));
    expect(await query.done).toMatchObject({ status: "complete", content: "B says much." });
    expect(chainsOfThread(engine.store.db, query.threadId).map(({ module }) => module)).toEqual(["a", "b"]);
  },
  PATIENCE,
);

test(
  "a circle ends at once, with words that the asking model gets, and so does a chain that is too long",
  async () => {
    const { engine, ask, results } = await started();
    const circle = await ask(asks("b", asks("a", "SAY never", "It can't be asked."), "So be it."));
    expect(await circle.done).toMatchObject({ status: "complete" });
    expect((await results(circle.threadId)).join("\n")).toContain(
      "a can't be asked here: it waits for this answer itself (a → b → a).",
    );
    const long = await ask(asks("b", asks("c", asks("d", "SAY never", "Too deep."), "From c."), "From b."));
    expect(await long.done).toMatchObject({ status: "complete" });
    expect((await results(long.threadId)).join("\n")).toContain("2 questions may stand one below another");
    const asked = engine.store.db.$client.prepare("SELECT module FROM runs ORDER BY started_at").pluck().all();
    expect(asked).toEqual(["a", "b", "a", "b", "c"]);
  },
  PATIENCE,
);

test(
  "a chain that has used up its budget asks nothing more, and the asking model is told so",
  async () => {
    const { engine, ask, results } = await started();
    const costly = `TOOL:mcp__switchboard__ask_module ${JSON.stringify({ module: "b", question: "SAY Much. && USAGE 100000 10" })}`;
    const query = await ask(`${costly} ;; ${asks("c", "SAY never", "No money is left.")}`, {
      ...{ model: "sonnet", chainBudgetUsd: 0.2 },
    });
    expect(await query.done).toMatchObject({ status: "complete", content: "No money is left." });
    expect((await results(query.threadId)).join("\n")).toContain(
      "This chain of questions may cost $0.20, and has cost $",
    );
    expect(chainsOfThread(engine.store.db, query.threadId).map(({ module }) => module)).toEqual(["a", "b"]);
  },
  PATIENCE,
);

test(
  "eight chains that begin at once share four places, and all finish",
  async () => {
    const { engine, ask } = await started({ runs: 4 });
    const queries = await Promise.all(
      Array.from({ length: 8 }, (_, at) => ask(asks("b", `SAY Box ${at}.`, `B says box ${at}.`))),
    );
    const outcomes = await Promise.all(queries.map(({ done }) => done));
    expect(outcomes.map(({ content }) => content)).toEqual(queries.map((_, at) => `B says box ${at}.`));
    const count = engine.store.db.$client.prepare("SELECT count(*) FROM runs WHERE depth = 1 AND module = 'b'").pluck();
    expect(count.get()).toBe(8);
  },
  PATIENCE,
);

test(
  "a module that is asked by another can write no file and run no command",
  async () => {
    const { engine, ask, results } = await started();
    const evil = `TOOL:Write {"file_path":"evil.txt","content":"x"} ;; TOOL:Bash {"command":"touch evil.txt"} ;; SAY I tried.`;
    const query = await ask(asks("b", evil, "Done."));
    expect(await query.done).toMatchObject({ status: "complete" });
    const b = chainsOfThread(engine.store.db, query.threadId)[1];
    expect(b).toMatchObject({ module: "b", status: "complete" });
    expect((await results(query.threadId)).filter((text) => text.includes("No such tool"))).toHaveLength(2);
    const { path: directory } = engine.store.db.$client.prepare("SELECT path FROM modules WHERE name = 'b'").get() as {
      path: string;
    };
    expect(fs.readdirSync(directory)).not.toContain("evil.txt");
  },
  PATIENCE,
);

test(
  "a session in a terminal is given the server by claude mcp add, and asks in the name of its directory",
  async () => {
    const { dir, claude, engine } = await started();
    const where = {
      ...{ SWITCHBOARD_HOME: dir, SWITCHBOARD_DB: engine.env.databasePath },
      ...{ SWITCHBOARD_CLAUDE: claude.path, SWITCHBOARD_PROGRAM: PROGRAM, NODE_ENV: "test" as const },
    };
    const options = { cwd: path.join(dir, "modules", "a"), env: { ...claude.env, ...where } };
    const call = async (...args: string[]) => {
      const ran = run(claude.path, args, options);
      ran.child.stdin?.end();
      return (await ran).stdout;
    };
    await call("mcp", "add", "switchboard", "--", process.execPath, PROGRAM, "mcp");
    expect(await call("mcp", "list")).toMatch(/switchboard: .*Connected/);
    const prompt = `TOOL:WaitForMcpServers {} ;; ${asks("b", "SAY Forty crates.", "B has forty crates.")}`;
    expect(await call("-p", prompt, "--allowedTools", "mcp__switchboard")).toContain("B has forty crates.");
    const runs = engine.store.db.$client.prepare("SELECT asker, module, depth, profile, parent_run_id FROM runs").all();
    expect(runs).toEqual([{ asker: "a", module: "b", depth: 1, profile: "read", parent_run_id: null }]);
  },
  PATIENCE,
);

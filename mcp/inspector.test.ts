import { execFile } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { inheritedEnv } from "../testing/real-claude.ts";
import { scratch } from "../testing/scratch.ts";

const run = promisify(execFile);
const PROGRAM = path.join(import.meta.dirname, "..", "testing", "switchboard.ts");

/** The command line of the official inspector. */
function inspector(): string {
  const file = createRequire(import.meta.url).resolve("@modelcontextprotocol/inspector/package.json");
  const { bin } = JSON.parse(fs.readFileSync(file, "utf8")) as { bin: Record<string, string> };
  return path.join(path.dirname(file), String(bin["mcp-inspector"]));
}

test("the official inspector lists the tools and resources, and calls a tool", async () => {
  const home = scratch();
  const env = {
    ...inheritedEnv(),
    HOME: home,
    SWITCHBOARD_HOME: path.join(home, "switchboard"),
    NODE_ENV: "test" as const,
  };
  const ask = async (...words: string[]) => {
    const args = [inspector(), "--cli", process.execPath, PROGRAM, "mcp", "--method", ...words];
    return JSON.parse((await run(process.execPath, args, { env, cwd: home })).stdout);
  };
  const { tools } = await ask("tools/list");
  expect(tools.map(({ name }: { name: string }) => name)).toEqual([
    "ask_module",
    "list_modules",
    "search_conversations",
    "get_thread",
    "get_status",
    "stop_query",
  ]);
  const { resourceTemplates } = await ask("resources/templates/list");
  expect(resourceTemplates).toMatchObject([{ uriTemplate: "switchboard://threads/{thread}" }]);
  const { content } = await ask("tools/call", "--tool-name", "get_status");
  expect(content).toEqual([{ type: "text", text: "Nothing runs, and nothing waits." }]);
  const refused = ask("tools/call", "--tool-name", "ask_module", "--tool-arg", "module=x", "question=y");
  await expect(refused).rejects.toMatchObject({ stdout: expect.stringContaining("There is no module “x”.") });
}, 60_000);

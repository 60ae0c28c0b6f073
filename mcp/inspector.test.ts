import path from "node:path";
import { expect, test } from "vitest";
import { inspect } from "../testing/inspector.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { scratch } from "../testing/scratch.ts";

const PROGRAM = path.join(import.meta.dirname, "..", "testing", "switchboard.ts");

test("the official inspector lists the tools and resources, and calls a tool", async () => {
  const home = scratch();
  const env = {
    ...inheritedEnv(),
    HOME: home,
    SWITCHBOARD_HOME: path.join(home, "switchboard"),
    NODE_ENV: "test" as const,
  };
  const ask = (...words: string[]) => inspect([process.execPath, PROGRAM, "mcp"], words, { env, cwd: home });
  const { tools } = await ask("tools/list");
  expect(tools?.map(({ name }) => name)).toEqual([
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

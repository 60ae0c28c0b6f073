import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { originOf } from "../lib/core/origin.ts";
import { processEnvironment } from "../lib/env.ts";
import { noteToolsThere } from "../lib/queries/our-mcp-server.ts";
import { whoAsks } from "../lib/queries/who-asks.ts";
import { switchboardServer } from "../mcp/server.ts";
import { COMMON_HELP, readArguments } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { openSession } from "./session.ts";

export const help = `switchboard mcp — an MCP server on stdio, with which Claude Code (or another client) asks modules

  claude mcp add switchboard -- switchboard mcp

Tools: ask_module, list_modules, search_conversations, get_thread, get_status, stop_query. Resources: threads.
Who asks is the module of the directory that it is started in. Claude Code that a query has started is given it by
itself, when its module may ask others.
${COMMON_HELP}`;

/** Serves until the client closes its end, or a signal comes. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {});
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  // stdout is the client's: nothing else may be printed there.
  console.log = console.error;
  const session = await openSession(values);
  const { engine, leaving } = session;
  engine.origin = originOf("mcp", engine.origin.from);
  session.takeSignals();
  const mark = processEnvironment().SWITCHBOARD_RUN;
  const context = { engine, asker: () => whoAsks(engine, mark, process.cwd()) };
  const transport = new StdioServerTransport();
  const send = transport.send.bind(transport);
  transport.send = async (message) => {
    await send(message);
    if ("result" in message && "tools" in message.result) noteToolsThere(engine, mark);
  };
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    leaving.addEventListener("abort", () => resolve());
  });
  const served = serveStdio(() => switchboardServer(context), {
    transport,
    onerror: (error) => console.error(error.message),
  });
  await ended;
  await served.close();
  return session.end(EXIT.complete);
}

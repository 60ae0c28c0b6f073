import { McpServer } from "@modelcontextprotocol/server";
import packageJson from "../package.json" with { type: "json" };
import { addAskTool, type ToolContext } from "./ask-tool.ts";
import { addGetThread, addListModules, addSearch, addStatus, addStop } from "./read-tools.ts";
import { addThreadResources } from "./thread-resources.ts";

const INSTRUCTIONS = `Switchboard lets project directories ("modules") ask each other questions through Claude Code.
Use list_modules to see who can be asked, and ask_module to ask. An answer may take minutes. Every conversation is kept:
search_conversations finds what was said before, which costs nothing.`;

/** Our MCP server, for one connection. */
export function switchboardServer(context: ToolContext): McpServer {
  const server = new McpServer(
    { name: "switchboard", version: packageJson.version },
    { instructions: INSTRUCTIONS, capabilities: { tools: {}, resources: {} } },
  );
  for (const add of [addAskTool, addListModules, addSearch, addGetThread, addStatus, addStop, addThreadResources]) {
    add(server, context);
  }
  return server;
}

/** A program that asks a module and follows the answer: tests kill it. Arguments: directory, claude, module path. */
import path from "node:path";
import { openStore } from "../lib/db/store.ts";
import { askModule } from "../lib/queries/ask-module.ts";
import { createEngine } from "../lib/queries/engine.ts";

const [dir = "", claude = "", modulePath = ""] = process.argv.slice(2);
const databasePath = path.join(dir, "switchboard.db");
const env = { home: dir, databasePath, port: 0, claude, demo: false, demoModules: [] };
const engine = createEngine(await openStore({ path: databasePath }), env);
const { threadId, messageId, done } = await askModule({ prompt: "go", modulePath }, engine);
console.log(JSON.stringify({ threadId, messageId }));
await done;

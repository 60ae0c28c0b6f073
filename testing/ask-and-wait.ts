/** A program that asks a module and follows the answer: tests kill it. Arguments: directory, claude, module path. */
import { openStore } from "../lib/db/store.ts";
import { askModule } from "../lib/queries/ask-module.ts";
import { createEngine } from "../lib/queries/engine.ts";
import { testEnvironment } from "./environment.ts";

const [dir = "", claude = "", modulePath = ""] = process.argv.slice(2);
const env = testEnvironment(dir, claude);
const engine = createEngine(await openStore({ path: env.databasePath }), env);
const { threadId, messageId, done } = await askModule({ prompt: "go", modulePath }, engine);
console.log(JSON.stringify({ threadId, messageId }));
await done;

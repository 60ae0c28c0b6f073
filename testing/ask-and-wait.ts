/**
 * A program that asks a module and follows the answers: tests kill it. Arguments: directory, claude, module path, and
 * JSON of the questions, limits and profile. Prints a line for each question, and one when all have ended.
 */
import { openStore } from "../lib/db/store.ts";
import { askModule } from "../lib/queries/ask-module.ts";
import { createEngine } from "../lib/queries/engine.ts";
import { testEnvironment } from "./environment.ts";

const [dir = "", claude = "", modulePath = "", options = "{}"] = process.argv.slice(2);
const { prompts = ["go"], limits = {}, profile } = JSON.parse(options);
const env = testEnvironment(dir, claude, limits);
const engine = createEngine(await openStore({ path: env.databasePath }), env);
const ends = [];
for (const prompt of prompts) {
  const { threadId, messageId, runId, done } = await askModule({ prompt, modulePath, profile }, engine);
  console.log(JSON.stringify({ threadId, messageId, runId }));
  ends.push(done);
}
const outcomes = await Promise.all(ends);
console.log(JSON.stringify({ ended: outcomes.map(({ status }) => status) }));

// Puts questions in line and ends: the dashboard answers them. Arguments: directory, claude, module path, questions as JSON.
import { openStore } from "../../dist/lib/db/store.js";
import { readEnv } from "../../dist/lib/env.js";
import { askModule } from "../../dist/lib/queries/ask-module.js";
import { createEngine } from "../../dist/lib/queries/engine.js";

const [modulePath = "", questions = "[]"] = process.argv.slice(2);
const env = readEnv();
const engine = createEngine(await openStore({ path: env.databasePath }), {
  ...env,
  limits: { ...env.limits, runs: 0 }, // it launches none
});
const asked = [];
for (const prompt of JSON.parse(questions)) {
  const { threadId, messageId } = await askModule({ prompt, modulePath, moduleName: "bench" }, engine);
  asked.push({ threadId, messageId });
}
process.stdout.write(JSON.stringify(asked), () => process.exit(0));

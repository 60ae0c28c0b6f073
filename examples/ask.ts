/**
 * Asks a module from a program of your own, and prints the answer as it comes.
 *
 *     node examples/ask.ts /path/to/module "Which format do you send?"
 */
import { isSwitchboardError, openStore, queryModule } from "switchboard";

const [modulePath, prompt] = process.argv.slice(2);
if (!modulePath || !prompt) {
  console.error('usage: node examples/ask.ts /path/to/module "question"');
  process.exit(2);
}

try {
  const result = await queryModule({ modulePath, prompt, onChunk: (text) => process.stdout.write(text) });
  console.log(`\n\n${result.status}: thread ${result.threadId}, message ${result.messageId}`);
  if (result.failure) console.error(`${result.failure.message} ${result.failure.hint ?? ""}`);

  const store = await openStore();
  const thread = await store.getThread(result.threadId);
  console.log(`The thread has ${thread?.messages.length} messages.`);
  await store.close();
  process.exitCode = result.status === "complete" ? 0 : 1;
} catch (error) {
  if (!isSwitchboardError(error)) throw error;
  console.error(`${error.message} ${error.hint}`);
  process.exitCode = 2;
}

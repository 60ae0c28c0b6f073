// A program that uses the library, as any other might: asks what it is told on stdin, one JSON object a line, and tells
// on stdout what became of it. It ends with its input.
import { createInterface } from "node:readline";
import { askModule } from "../../dist/lib/index.js";

const tell = (entry) => console.log(JSON.stringify(entry));

async function ask({ id, ...input }) {
  let told = "";
  const onChunk = (text) => {
    told += text;
  };
  const { threadId, messageId, done } = await askModule({ ...input, onChunk });
  tell({ id, threadId, messageId });
  const { status, content } = await done;
  tell({ messageId, status, told, content });
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  ask(question).catch((error) => tell({ id: question.id, refused: error.code ?? String(error) }));
}
process.exit(0);

import { usageError } from "./arguments.ts";

/** Nobody asks a question longer than this: reading goes no further (askModule refuses over 1 MiB). */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * The question: the word that was given, or all of stdin for "-" and for none.
 * @throws SwitchboardError of the field "arguments" when there is none and stdin is a terminal
 */
export async function readQuestion(word: string | undefined, stdin: NodeJS.ReadStream): Promise<string> {
  if (word !== undefined && word !== "-") return word;
  if (word === undefined && stdin.isTTY) {
    throw usageError("There is no question.", {
      hint: 'For example: switchboard ask . "Which formats do you export?"',
    });
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) break;
  }
  // The line end that echo and most editors add is none of the question.
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

import type { Run } from "../lib/core/message.ts";
import type { AnswerEvent } from "../lib/queries/answer-teller.ts";
import type { AboutAnswer } from "./about-answer.ts";
import { blockLine, endWords } from "./run-words.ts";
import type { Session } from "./session.ts";
import { cleanForTerminal, oneLine } from "./terminal-text.ts";

/** How much of a question, a tool call or a failure stands on a line. */
const SHORT = 100;

/**
 * Prints an answer line by line beside others: "name > question", "name | text", "name * tool call", "name = end".
 * A line is printed when it is whole.
 */
export function linePrinter({ out }: Pick<Session, "out">, label: string) {
  let rest = "";
  let run: Run | null = null;
  const name = oneLine(label, SHORT);
  const line = (sign: string, text: string) =>
    out.write(`${name} ${sign} ${out.isTerminal ? cleanForTerminal(text) : text}\n`);
  const short = (sign: string, text: string) => out.write(`${name} ${sign} ${oneLine(text, SHORT)}\n`);

  async function text(piece: string): Promise<void> {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const whole of lines) await line("|", whole);
  }

  async function withdrawn(words: string): Promise<void> {
    const isPrinted = words.length > rest.length;
    rest = isPrinted ? "" : rest.slice(0, rest.length - words.length);
    if (isPrinted) await short("!", `The last ${words.length} characters don't count: that part begins again.`);
  }

  async function end(event: Extract<AnswerEvent, { type: "ended" }>, about: AboutAnswer): Promise<void> {
    if (rest !== "") await line("|", rest);
    rest = "";
    const { outcome } = event;
    if (outcome.failure && outcome.failure.code !== "stopped-by-user") await short("!", outcome.failure.message);
    await short("=", endWords(outcome, run, about));
  }

  return {
    begin: (about: AboutAnswer) => short(">", about.question ?? "(an answer without a question)"),
    async print(event: AnswerEvent, about: AboutAnswer): Promise<void> {
      if (event.type === "text") return text(event.text);
      if (event.type === "withdrawn") return withdrawn(event.text);
      if (event.type === "run") run = event.run;
      if (event.type === "ended") return end(event, about);
      const shown = event.type === "block" ? blockLine(event.block) : null;
      if (shown !== null) await short("*", shown);
    },
  };
}

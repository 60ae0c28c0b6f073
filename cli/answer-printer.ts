import type { Block, Run } from "../lib/core/message.ts";
import { jsonOf } from "../lib/queries/answer-json.ts";
import type { AnswerEvent } from "../lib/queries/answer-teller.ts";
import type { QueryOutcome } from "../lib/queries/stored-outcome.ts";
import type { Output } from "./output.ts";
import { blockLine, endWords, failureWords, runWords } from "./run-words.ts";
import type { Screen } from "./screen.ts";

/** Which answer is printed. */
export interface PrintedAnswer {
  messageId: string;
  threadId: string;
}

/** Prints what happens to one answer. */
export interface AnswerPrinter {
  print(event: AnswerEvent): Promise<void>;
  /** Looks at the clock: for how long it has been silent. */
  tick(): Promise<void>;
}

/** One JSON object a line. */
export function jsonPrinter(out: Output, { messageId }: PrintedAnswer): AnswerPrinter {
  return {
    print: (event) => out.write(`${JSON.stringify(jsonOf(event, messageId))}\n`),
    tick: async () => {},
  };
}

/** The whole answer, once it has ended. */
export function quietPrinter(screen: Screen): AnswerPrinter {
  return {
    async print(event) {
      if (event.type !== "ended") return;
      const { content, status, failure } = event.outcome;
      await screen.text(content);
      await screen.endText(content !== "", content.endsWith("\n"));
      if (status === "failed") await screen.say(failureWords(failure));
    },
    tick: async () => {},
  };
}

/**
 * The answer's text as it comes, and for a person what goes on. What can't be taken back is printed once it is final:
 * a program that reads stdout gets just the answer, unless it asked for all `atOnce`.
 */
export class TextPrinter implements AnswerPrinter {
  readonly #screen: Screen;
  readonly #answer: PrintedAnswer;
  readonly #atOnce: boolean;
  /** Text that may still be withdrawn. */
  #pending = "";
  #hasText = false;
  #endsLine = false;
  #run: Run | null = null;
  /** The tool calls that have no result yet. */
  readonly #tools = new Map<string, string>();

  constructor(screen: Screen, answer: PrintedAnswer, { atOnce = false }: { atOnce?: boolean } = {}) {
    this.#screen = screen;
    this.#answer = answer;
    this.#atOnce = atOnce || screen.showsAtOnce;
  }

  async print(event: AnswerEvent): Promise<void> {
    switch (event.type) {
      case "text":
        this.#pending += event.text;
        if (this.#atOnce) await this.#flush();
        break;
      case "settled":
        await this.#flush();
        break;
      case "withdrawn":
        await this.#withdraw(event.text);
        break;
      case "block":
        await this.#block(event.block);
        break;
      case "run":
        this.#run = event.run;
        break;
      case "ended":
        return this.#end(event.outcome);
    }
    await this.tick();
  }

  async tick(): Promise<void> {
    if (this.#run) await this.#screen.status(runWords(this.#run, [...this.#tools.values()].at(-1) ?? null));
  }

  async #flush(): Promise<void> {
    if (this.#pending === "") return;
    const text = this.#pending;
    this.#pending = "";
    this.#hasText = true;
    this.#endsLine = text.endsWith("\n");
    await this.#screen.text(text);
  }

  async #withdraw(text: string): Promise<void> {
    if (text.length <= this.#pending.length) {
      this.#pending = this.#pending.slice(0, this.#pending.length - text.length);
      return;
    }
    const printed = text.length - this.#pending.length;
    this.#pending = "";
    await this.#screen.say(`The last ${printed} characters above don't count: that part of the answer begins again.`);
  }

  async #block(block: Block): Promise<void> {
    if (block.kind === "tool_use" && block.toolUseId !== null) {
      if (block.state === "withdrawn") this.#tools.delete(block.toolUseId);
      else this.#tools.set(block.toolUseId, `Using ${block.name ?? "a tool"}`);
    }
    if (block.kind === "tool_result" && block.toolUseId !== null) this.#tools.delete(block.toolUseId);
    const line = blockLine(block);
    if (line !== null) await this.#screen.note(line);
  }

  async #end(outcome: QueryOutcome): Promise<void> {
    await this.#flush();
    await this.#screen.endText(this.#hasText, this.#endsLine);
    if (outcome.status === "failed") await this.#screen.say(failureWords(outcome.failure));
    await this.#screen.note(endWords(outcome, this.#run, this.#answer));
  }
}

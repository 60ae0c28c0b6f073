import { watchAnswer } from "../lib/queries/watch-answer.ts";
import { type AnswerPrinter, jsonPrinter, type PrintedAnswer, quietPrinter, TextPrinter } from "./answer-printer.ts";
import { EXIT } from "./exit-codes.ts";
import type { Session } from "./session.ts";

/** How often the line about what goes on looks at the clock, in milliseconds. */
const TICK_MS = 1_000;

/** How an answer is printed. */
export interface FollowOptions {
  json: boolean;
  quiet: boolean;
  /** Also text that may be withdrawn, although stdout is no terminal. */
  stream: boolean;
}

/** Prints an answer until it has ended, or the command is to leave. @returns the exit code */
export async function follow(session: Session, answer: PrintedAnswer, options: FollowOptions): Promise<number> {
  const printer = printerFor(session, answer, options);
  const timer = setInterval(() => void printer.tick(), TICK_MS);
  try {
    for await (const event of watchAnswer(session.engine, answer.messageId, session.leaving)) {
      await printer.print(event);
      if (event.type === "ended") return event.outcome.status === "complete" ? EXIT.complete : EXIT.failed;
    }
    return EXIT.failed; // it leaves: the session knows why
  } finally {
    clearInterval(timer);
  }
}

function printerFor({ out, screen }: Session, answer: PrintedAnswer, options: FollowOptions): AnswerPrinter {
  if (options.json) return jsonPrinter(out, answer);
  return options.quiet ? quietPrinter(screen) : new TextPrinter(screen, answer, { atOnce: options.stream });
}

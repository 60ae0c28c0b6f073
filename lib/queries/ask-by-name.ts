import type { Failure } from "../core/failure.ts";
import { type AskInput, askModule as askAt, type StartedQuery } from "./ask-module.ts";
import { type Engine, getEngine } from "./engine.ts";
import { requireModule } from "./modules.ts";

/** A question of one module to another, by the names under which they are kept. */
export interface NamedQuestion {
  /** The module that asks. Default: a program, which is no module. */
  from?: string;
  /** The module that is asked. */
  to: string;
  question: string;
  /** The thread to go on in; default: a new one. */
  thread?: string;
  /** false returns as soon as the question is in line. Default: true. */
  wait?: boolean;
  /** Told each piece of the answer's text, after it was committed. */
  onChunk?: (text: string) => void;
}

/** What came of it so far. */
export interface NamedAnswer {
  threadId: string;
  questionId: string;
  /** The answer. */
  messageId: string;
  status: "processing" | "complete" | "failed";
  /** What is answered: all of it with `complete`, what had arrived with `failed`, and "" with `processing`. */
  content: string;
  failure: Failure | null;
}

/**
 * Asks a module by its name, as another module does, and waits for its answer; a failed one is returned, not thrown.
 * What a module asks is asked as read-only unless a person has granted the asked module more.
 * @throws SwitchboardError module-unknown, chain-cycle, and as the other form
 */
export function askModule(input: NamedQuestion, engine?: Engine): Promise<NamedAnswer>;
/**
 * Asks a module at a directory; returns as soon as the question is in line.
 * @throws SwitchboardError when the input or the surroundings are wrong; nothing was changed then
 */
export function askModule(input: AskInput, engine?: Engine): Promise<StartedQuery>;
export async function askModule(input: NamedQuestion | AskInput, engine?: Engine): Promise<NamedAnswer | StartedQuery> {
  const used = engine ?? (await getEngine());
  if (!("to" in input)) return askAt(input, used);
  const { from, to, question, thread, wait, onChunk } = input;
  const { path, name } = requireModule(used, to);
  const asker = from === undefined ? undefined : { module: requireModule(used, from).name, runId: null };
  const { done, threadId, questionId, messageId } = await askAt(
    { prompt: question, modulePath: path, moduleName: name, threadId: thread, asker, onChunk },
    used,
  );
  const ids = { threadId, questionId, messageId };
  if (wait === false) return { ...ids, status: "processing", content: "", failure: null };
  return { ...ids, ...(await done) };
}

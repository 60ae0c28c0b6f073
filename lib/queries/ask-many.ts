import { randomUUID } from "node:crypto";
import path from "node:path";
import { isSwitchboardError, SwitchboardError } from "../core/failure.ts";
import { type FanOut, type FanOutAnswer, MOST_ASKED, summaryPrompt } from "../core/fan-out.ts";
import type { Origin } from "../core/origin.ts";
import { checkPrompt } from "../core/question.ts";
import { addSummary, findFanOut, insertFanOut, listFanOuts } from "../db/fan-outs.ts";
import { findMessage } from "../db/messages.ts";
import { whenFree } from "../db/patience.ts";
import { nowSeconds } from "../db/rows.ts";
import { type AskInput, askModule, type StartedQuery } from "./ask-module.ts";
import { type Engine, getEngine } from "./engine.ts";

/** A module to ask: its directory, and the name to know it by. */
export interface AskedModule {
  modulePath: string;
  moduleName?: string | undefined;
}

/** One question to several modules. The settings hold for each of them; see AskInput. */
export interface ManyInput extends Pick<AskInput, "prompt" | "systemPrompt" | "model" | "profile" | "asks"> {
  modules: readonly AskedModule[];
  maxTurns?: number | null;
  /** What each answer may cost, in US dollars. */
  maxBudgetUsd?: number | null;
}

export interface StartedFanOut extends FanOut {
  /** The queries that began, in the order of asking. */
  started: StartedQuery[];
}

/**
 * Asks several modules one question at once, each in a thread of its own. A module that is refused doesn't keep the
 * others from being asked: its place tells why.
 * @throws SwitchboardError input-invalid, prompt-empty, prompt-too-large; when every module is refused, what the first
 * one was refused for. Nothing was changed then
 */
export async function askMany(input: ManyInput, engine?: Engine, by?: Origin): Promise<StartedFanOut> {
  const { modules, ...question } = input;
  checkPrompt(input.prompt);
  checkModules(modules);
  const used = engine ?? (await getEngine());
  const fanOutId = randomUUID();
  const started: StartedQuery[] = [];
  const answers: FanOutAnswer[] = [];
  const refusals: SwitchboardError[] = [];
  for (const [position, { modulePath, moduleName }] of modules.entries()) {
    const place = { position, kind: "answer" as const, module: moduleName || path.basename(modulePath) };
    try {
      const name = moduleName ? { moduleName } : {};
      const query = await askModule({ ...question, modulePath, ...name, metadata: { fan_out: fanOutId } }, used, by);
      started.push(query);
      const { threadId, messageId } = query;
      answers.push({ ...place, module: nameOf(used, messageId), threadId, messageId, refusal: null });
    } catch (error) {
      if (!isSwitchboardError(error)) throw error;
      refusals.push(error);
      const { code, message, hint } = error;
      answers.push({ ...place, threadId: null, messageId: null, refusal: { code, message, hint } });
    }
  }
  if (started.length === 0 && refusals[0]) throw refusals[0];
  const fanOut: FanOut = { fanOutId, question: input.prompt, createdAt: nowSeconds(), answers };
  await whenFree(() => insertFanOut(used.store.db, fanOut));
  return { ...fanOut, started };
}

function checkModules(modules: readonly AskedModule[]): void {
  if (modules.length === 0) throw refused("No module was chosen.", "Choose the modules to ask.");
  if (modules.length > MOST_ASKED) {
    const words = `At most ${MOST_ASKED} modules can be asked at once, and these are ${modules.length}.`;
    throw refused(words, "Choose fewer of them.");
  }
  const seen = new Set<string>();
  for (const { modulePath } of modules) {
    const directory = path.normalize(modulePath.trim()).replace(/(?<=.)\/+$/, "");
    if (seen.has(directory)) throw refused(`${directory} was chosen twice.`, "Choose each module once.");
    seen.add(directory);
  }
}

const refused = (message: string, hint: string) =>
  new SwitchboardError("input-invalid", message, { hint, field: "modules" });

const nameOf = (engine: Engine, messageId: string) => findMessage(engine.store.db, messageId)?.module ?? "";

/** A question about the answers to a question that several modules were asked. */
export interface SummaryInput extends AskedModule {
  fanOutId: string;
  prompt: string;
}

/**
 * Asks a module about the answers that are complete, in a new thread; it is quoted what they said.
 * @throws SwitchboardError fan-out-unknown, input-invalid when none is complete, and what askModule throws
 */
export async function askForSummary(input: SummaryInput, engine?: Engine, by?: Origin): Promise<StartedQuery> {
  const { fanOutId, modulePath, moduleName, prompt } = input;
  checkPrompt(prompt);
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const fanOut = findFanOut(db, fanOutId);
  if (!fanOut) throw unknown(fanOutId);
  const parts = fanOut.answers.flatMap(({ kind, messageId }) => {
    const message = kind === "answer" && messageId !== null ? findMessage(db, messageId) : null;
    const isComplete = message?.status === "complete" && message.content.trim() !== "";
    return isComplete ? [{ module: message.module, text: message.content }] : [];
  });
  if (parts.length === 0) {
    throw new SwitchboardError("input-invalid", "No answer is complete yet, so there is nothing to summarise.", {
      hint: "Wait until a module has answered.",
      field: "fanOutId",
    });
  }
  const query = await askModule(
    {
      modulePath,
      ...(moduleName ? { moduleName } : {}),
      prompt: summaryPrompt(prompt, fanOut.question, parts),
      metadata: { fan_out: fanOutId },
      attaches: false,
    },
    used,
    by,
  );
  const { threadId, messageId } = query;
  await whenFree(() => addSummary(db, fanOutId, { module: nameOf(used, messageId), threadId, messageId }));
  return query;
}

function unknown(fanOutId: string): SwitchboardError {
  return new SwitchboardError("fan-out-unknown", `No question to several modules has the id ${fanOutId}.`, {
    hint: "Choose one from the list of them.",
    field: "fanOutId",
  });
}

/** A question to several modules, and what became of it at each; null when there is none of that id. */
export async function readFanOut(fanOutId: string, engine?: Engine): Promise<FanOut | null> {
  return findFanOut((engine ?? (await getEngine())).store.db, fanOutId);
}

/** So many are listed. */
const LISTED = 100;

/** The newest questions to several modules. */
export async function readFanOuts(engine?: Engine): Promise<FanOut[]> {
  return listFanOuts((engine ?? (await getEngine())).store.db, LISTED);
}

import { SwitchboardError } from "../core/failure.ts";
import type { Origin } from "../core/origin.ts";
import { checkProfile } from "../core/permission-profile.ts";
import { requireMessage } from "../db/messages.ts";
import { findRunOf } from "../db/runs.ts";
import { askModule, type StartedQuery } from "./ask-module.ts";
import { type Engine, getEngine } from "./engine.ts";
import { isOurs } from "./run-settings.ts";

/**
 * Asks the question of an answer once more, of the same module, in the same thread.
 * @param messageId the answer
 * @throws SwitchboardError message-unknown, input-invalid when it is no answer of a run, and what askModule throws
 */
export async function askAgain(messageId: string, engine?: Engine, by?: Origin): Promise<StartedQuery> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const message = requireMessage(db, messageId);
  const run = findRunOf(db, messageId);
  if (!run || run.questionId === "") {
    throw new SwitchboardError("input-invalid", "This message isn't the answer to a question that Switchboard asked.", {
      hint: "Write the question anew in the form below the thread.",
      field: "messageId",
    });
  }
  return askModule(
    {
      modulePath: run.cwd,
      moduleName: run.module,
      prompt: requireMessage(db, run.questionId).content,
      threadId: message.threadId,
      // As it was asked, whatever the thread or the module has been given since; a right is that of the module now.
      ...{ systemPrompt: run.systemPrompt, model: run.askedModel },
      profile: run.profileChosen && isOurs(run) ? checkProfile(run.profile) : null,
      ...{ maxTurns: run.maxTurns, maxBudgetUsd: run.maxBudgetUsd },
      // Whoever asks it again: the words are those of whoever wrote them.
      attaches: run.attaches,
    },
    used,
    by,
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { ModuleToAdd } from "@/lib/core/module-settings.ts";
import type { AddedModules } from "@/lib/core/module-view.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import type { AddActions } from "./module-actions.ts";

/** Adding directories, and what became of those that were added since the page was opened. */
export interface Adding {
  pending: boolean;
  outcome: AddedModules;
  refusal: Refusal | null;
  /** @param done called when at least one was added */
  add: (chosen: ModuleToAdd[], done: () => void) => void;
}

export function useAdding(addModules: AddActions["addModules"]): Adding {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [outcome, setOutcome] = useState<AddedModules>({ added: [], refused: [] });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const add: Adding["add"] = (chosen, done) =>
    startTransition(async () => {
      const answer = await orUnreached(addModules(chosen));
      setRefusal(answer.status === "refused" ? answer : null);
      if (answer.status !== "added") return;
      setOutcome((before) => ({ added: [...before.added, ...answer.added], refused: answer.refused }));
      if (answer.added.length > 0) done();
      router.refresh();
    });
  return { pending, outcome, refusal, add };
}

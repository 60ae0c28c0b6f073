import type { ThreadView } from "@/lib/core/message.ts";
import type { ThreadAbout } from "@/lib/core/thread-window.ts";

export interface AskableModule {
  name: string;
  path: string;
  /** Whether it still answers in this thread, or is yet to answer a question in line; null when it is free. */
  busy: "answering" | "queued" | null;
}

/**
 * The modules that Switchboard has asked in a thread, where it asked them; the last one first, and those that only
 * other modules asked after all that a person did.
 * @param asked those that were asked, wherever in the thread, when only a part of it is held
 */
export function askableModules({ messages }: ThreadView, asked: ThreadAbout["asked"] = []): AskableModule[] {
  const found = new Map<string, AskableModule>();
  const byPerson = new Set<string>();
  for (const { run, module, status } of messages.toReversed()) {
    if (run && run.asker === null) byPerson.add(module);
    if (!run) continue;
    const known = found.get(module);
    const own = status === "processing" ? (run.state === "queued" ? "queued" : "answering") : null;
    const busy = own === "answering" ? own : (known?.busy ?? own);
    found.set(module, { name: module, path: known?.path ?? run.cwd, busy });
  }
  for (const { name, path } of asked) if (!found.has(name)) found.set(name, { name, path, busy: null });
  const all = [...found.values()];
  return [...all.filter(({ name }) => byPerson.has(name)), ...all.filter(({ name }) => !byPerson.has(name))];
}

import type { ThreadView } from "@/lib/core/message.ts";

export interface AskableModule {
  name: string;
  path: string;
  /** Whether it still answers in this thread, or is yet to answer a question in line; null when it is free. */
  busy: "answering" | "queued" | null;
}

/** The modules that Switchboard has asked in a thread, where it asked them; the last one first. */
export function askableModules({ messages }: ThreadView): AskableModule[] {
  const found = new Map<string, AskableModule>();
  for (const { run, module, status } of messages.toReversed()) {
    if (!run) continue;
    const known = found.get(module);
    const own = status === "processing" ? (run.state === "queued" ? "queued" : "answering") : null;
    const busy = own === "answering" ? own : (known?.busy ?? own);
    found.set(module, { name: module, path: known?.path ?? run.cwd, busy });
  }
  return [...found.values()];
}

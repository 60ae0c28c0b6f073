import type { ThreadView } from "@/lib/core/message.ts";

export interface AskableModule {
  name: string;
  path: string;
  /** Whether its answer is still being written in this thread. */
  busy: boolean;
}

/** The modules that Switchboard has asked in a thread, where it asked them; the last one first. */
export function askableModules({ messages }: ThreadView): AskableModule[] {
  const found = new Map<string, AskableModule>();
  for (const { run, module, status } of messages.toReversed()) {
    if (!run) continue;
    const known = found.get(module);
    const busy = status === "processing" || (known?.busy ?? false);
    found.set(module, { name: module, path: known?.path ?? run.cwd, busy });
  }
  return [...found.values()];
}

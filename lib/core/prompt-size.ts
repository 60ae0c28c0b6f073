import { SwitchboardError } from "./failure.ts";

/** The longest prompt that is accepted, in UTF-8 bytes. Longer text belongs in a file that the module can read. */
const MAX_PROMPT_BYTES = 1_048_576;

/** @throws SwitchboardError prompt-too-large */
export function checkPromptSize(prompt: string): void {
  const bytes = new TextEncoder().encode(prompt).length;
  if (bytes <= MAX_PROMPT_BYTES) return;
  const size = (bytes / 1_048_576).toFixed(1);
  throw new SwitchboardError("prompt-too-large", `The question has ${size} MiB; at most 1 MiB can be asked at once.`, {
    hint: "Put the long part into a file in the module's directory and name the file in the question.",
    field: "prompt",
  });
}

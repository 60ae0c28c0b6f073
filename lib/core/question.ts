import { SwitchboardError } from "./failure.ts";
import { checkPromptSize } from "./prompt-size.ts";

/**
 * Checks a question before anything is stored.
 * @throws SwitchboardError prompt-empty, prompt-too-large
 */
export function checkPrompt(prompt: string): void {
  if (prompt.trim() === "") {
    throw new SwitchboardError("prompt-empty", "The question is empty.", {
      hint: "Write a question.",
      field: "prompt",
    });
  }
  checkPromptSize(prompt);
}

const TITLE_LENGTH = 80;

/** A thread's title from its first question: the first line with text, cut at a word. */
export function titleFrom(prompt: string): string {
  const line =
    prompt
      .split("\n")
      .map((part) => part.trim())
      .find((part) => part !== "") ?? "";
  const characters = [...line];
  if (characters.length <= TITLE_LENGTH) return line;
  const cut = characters.slice(0, TITLE_LENGTH).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > TITLE_LENGTH / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

const MODEL = /^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/;

/**
 * Checks a model's name: it becomes an argument of the CLI, so it must begin with a letter or digit.
 * @returns null for none
 * @throws SwitchboardError input-invalid
 */
export function checkModel(model: string | null | undefined): string | null {
  if (model === null || model === undefined || model === "") return null;
  if (MODEL.test(model)) return model;
  throw new SwitchboardError("input-invalid", `“${model.slice(0, 100)}” is not a model's name.`, {
    hint: "Give a name such as sonnet, opus or claude-sonnet-5, or leave it empty for the CLI's default.",
    field: "model",
  });
}

/**
 * Checks a module's name, or makes one from its directory.
 * @throws SwitchboardError input-invalid
 */
export function checkModuleName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== "" && [...trimmed].length <= 100 && !/\p{Cc}/u.test(trimmed)) return trimmed;
  throw new SwitchboardError("input-invalid", "A module's name has 1 to 100 characters on one line.", {
    hint: "Give the module a short name, such as the name of its directory.",
    field: "moduleName",
  });
}

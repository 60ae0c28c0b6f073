import { childEnvironment } from "./child-environment.ts";
import { runForAnswer } from "./doctor-child.ts";

/** Whether the CLI says that someone is logged in. Only these words of its answer are read: it may tell of accounts. */
export type Login =
  | { state: "in"; method: string; source: string | null }
  | { state: "out" }
  | { state: "unknown"; why: string };

/** The first start of the CLI takes some seconds. */
const LIMIT_MS = 20_000;

/**
 * Asks the CLI whether it is logged in. It looks at its own settings and calls nobody; credentials are neither read nor
 * shown here. A CLI that has no such command would take the words for a question, so its help is asked first.
 * @param file the executable
 */
export async function readLogin(
  file: string,
  variables: Readonly<Record<string, string | undefined>>,
  limitMs = LIMIT_MS,
): Promise<Login> {
  const env = childEnvironment(variables, "doctor");
  // The settings of a directory name a program that the CLI would run: it stands where nobody else can put any.
  const ask = (args: string[]) => runForAnswer({ file, args, env, limitMs, cwd: "/" });
  const help = await ask(["--help"]);
  if (help.state === "silent") return { state: "unknown", why: help.why };
  if (!/^\s+auth\b/m.test(help.stdout)) return { state: "unknown", why: "this version has no command that tells it" };
  const status = await ask(["auth", "status", "--json"]);
  if (status.state === "silent") return { state: "unknown", why: status.why };
  return loginIn(status.stdout);
}

function loginIn(stdout: string): Login {
  const told = parsed(stdout);
  if (told?.loggedIn === false) return { state: "out" };
  if (told?.loggedIn !== true) return { state: "unknown", why: "its answer was not understood" };
  return {
    state: "in",
    method: plainWord(told.authMethod) ?? "a way that it doesn't name",
    source: plainWord(told.apiKeySource),
  };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // no JSON: not understood
  }
}

/** A name such as "api_key" or "ANTHROPIC_API_KEY"; null for whatever else may stand there. */
function plainWord(value: unknown): string | null {
  return typeof value === "string" && /^[A-Za-z_.]{1,40}$/.test(value) ? value : null;
}

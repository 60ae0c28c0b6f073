import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { SwitchboardError } from "./core/failure.ts";
import { packageRoot } from "./package-root.ts";
import { processWide } from "./process-wide.ts";

/** Minutes, also fractions of one. */
const minutes = z.coerce.number().min(0).max(100_000);

const schema = z.object({
  SWITCHBOARD_HOME: z.string().min(1).optional(),
  SWITCHBOARD_DB: z.string().min(1).optional(),
  SWITCHBOARD_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SWITCHBOARD_CLAUDE: z.string().min(1).optional(),
  // Handed on to our MCP server, so that all of a chain run the same program.
  SWITCHBOARD_PROGRAM: z.string().min(1).optional(),
  SWITCHBOARD_MAX_RUNS: z.coerce.number().int().min(1).max(1_000).optional(),
  SWITCHBOARD_MAX_DEPTH: z.coerce.number().int().min(0).max(20).optional(),
  SWITCHBOARD_CHAIN_BUDGET: z.coerce.number().min(0).max(10_000).optional(),
  SWITCHBOARD_SILENCE_LIMIT: minutes.optional(),
  SWITCHBOARD_TOTAL_LIMIT: minutes.optional(),
  SWITCHBOARD_WARM_MINUTES: minutes.optional(),
  SWITCHBOARD_WARM_PROCESSES: z.coerce.number().int().min(0).max(100).optional(),
  SWITCHBOARD_WARM_MEMORY_MB: z.coerce.number().min(0).optional(),
  SWITCHBOARD_ALLOWED_HOSTS: z
    .string()
    .regex(
      /^[a-z0-9.:[\]-]+(,[a-z0-9.:[\]-]+)*$/i,
      "it is a list of names such as desk.lan or desk.lan:8080, with commas between",
    )
    .optional(),
  SWITCHBOARD_PROXY: z.enum(["0", "1"]).optional(),
  SWITCHBOARD_ON_EXIT: z.enum(["leave", "stop"]).optional(),
  SWITCHBOARD_HISTORY: z.enum(["on", "off"]).optional(),
  CLAUDE_CONFIG_DIR: z.string().min(1).optional(),
  SWITCHBOARD_DEMO: z.enum(["0", "1"]).optional(),
  SWITCHBOARD_DEMO_MODULES: z.string().optional(),
});

/** How much may run at once, and for how long. Times are in milliseconds; 0 sets no limit. */
export interface Limits {
  /** Processes that answer at once; more wait in line. */
  runs: number;
  /** Processes that start at once: a start keeps a processor busy for about a second. */
  starts: number;
  /** How many questions may stand one below another when modules ask modules. */
  depth: number;
  /** What a chain of questions may cost in all, in US dollars; 0 sets no limit. */
  chainBudgetUsd: number;
  /** How long a process may say nothing. */
  silenceMs: number;
  /** How long an answer may take in all. */
  totalMs: number;
  /** How much a process may print for an answer, in bytes: more than any answer has, so that a flood fills no disk. */
  outputBytes: number;
  /** How long a process is kept after its answer, for a follow-up; 0 keeps none. */
  warmMs: number;
  /** How many are kept, and how much memory they may take together, in bytes. */
  warmProcesses: number;
  warmBytes: number;
}

const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  runs: 4,
  starts: Math.max(1, os.availableParallelism()),
  depth: 3,
  chainBudgetUsd: 0,
  silenceMs: 30 * MINUTE,
  totalMs: 6 * 60 * MINUTE,
  outputBytes: 1024 * MEGABYTE,
  warmMs: 5 * MINUTE,
  warmProcesses: 3,
  warmBytes: 1024 * MEGABYTE,
};

/** Where things are and how the dashboard is reached, as the environment says. All paths are absolute. */
export interface Environment {
  home: string;
  databasePath: string;
  port: number;
  /** What Node runs to start Switchboard's own command line. */
  program: string;
  /** The `claude` executable that was asked for; null when it is to be looked for. */
  claude: string | null;
  /** Where Claude Code keeps its settings and sessions. */
  claudeHome: string;
  /** Whether Claude Code's own history is offered for import, and followed. */
  history: "on" | "off";
  limits: Limits;
  /** What becomes of running queries when the dashboard is ended: they go on, or they are stopped. */
  onExit: "leave" | "stop";
  /** Names besides those of the loopback interface by which the dashboard is reached. */
  allowedHosts: string[];
  /** Whether a proxy of the owner stands in front of the dashboard. */
  proxied: boolean;
  demo: boolean;
  /** Modules that the demo offers, by name. */
  demoModules: { name: string; path: string }[];
}

/**
 * Reads the environment; the only place that does.
 * @throws SwitchboardError "input-invalid" that names the variable at fault.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "environment");
    throw new SwitchboardError("input-invalid", `${name} is not usable: ${issue?.message ?? "unknown reason"}.`, {
      hint: `Correct or unset ${name} and start again.`,
      field: name,
      cause: parsed.error,
    });
  }
  const env = parsed.data;
  const home = path.resolve(
    /* turbopackIgnore: true */ env.SWITCHBOARD_HOME ?? path.join(os.homedir(), ".switchboard"),
  );
  return {
    home,
    databasePath: path.resolve(/* turbopackIgnore: true */ env.SWITCHBOARD_DB ?? path.join(home, "switchboard.db")),
    port: env.SWITCHBOARD_PORT ?? 4747,
    program: env.SWITCHBOARD_PROGRAM ?? path.join(packageRoot(import.meta.url), "bin", "switchboard.mjs"),
    claude: env.SWITCHBOARD_CLAUDE ?? null,
    claudeHome: path.resolve(/* turbopackIgnore: true */ env.CLAUDE_CONFIG_DIR ?? path.join(os.homedir(), ".claude")),
    history: env.SWITCHBOARD_HISTORY ?? "on",
    limits: limitsFrom(env),
    onExit: env.SWITCHBOARD_ON_EXIT ?? "leave",
    allowedHosts: env.SWITCHBOARD_ALLOWED_HOSTS?.toLowerCase().split(",") ?? [],
    proxied: env.SWITCHBOARD_PROXY === "1",
    demo: env.SWITCHBOARD_DEMO === "1",
    demoModules: parseModules(env.SWITCHBOARD_DEMO_MODULES ?? ""),
  };
}

function limitsFrom(env: z.infer<typeof schema>): Limits {
  const time = (given: number | undefined, usual: number) => (given === undefined ? usual : given * MINUTE);
  const memory = env.SWITCHBOARD_WARM_MEMORY_MB;
  return {
    runs: env.SWITCHBOARD_MAX_RUNS ?? DEFAULT_LIMITS.runs,
    starts: DEFAULT_LIMITS.starts,
    depth: env.SWITCHBOARD_MAX_DEPTH ?? DEFAULT_LIMITS.depth,
    chainBudgetUsd: env.SWITCHBOARD_CHAIN_BUDGET ?? DEFAULT_LIMITS.chainBudgetUsd,
    silenceMs: time(env.SWITCHBOARD_SILENCE_LIMIT, DEFAULT_LIMITS.silenceMs),
    totalMs: time(env.SWITCHBOARD_TOTAL_LIMIT, DEFAULT_LIMITS.totalMs),
    outputBytes: DEFAULT_LIMITS.outputBytes,
    warmMs: time(env.SWITCHBOARD_WARM_MINUTES, DEFAULT_LIMITS.warmMs),
    warmProcesses: env.SWITCHBOARD_WARM_PROCESSES ?? DEFAULT_LIMITS.warmProcesses,
    warmBytes: memory === undefined ? DEFAULT_LIMITS.warmBytes : memory * MEGABYTE,
  };
}

/** "a=/p:b=/q" -> modules. */
function parseModules(text: string): { name: string; path: string }[] {
  return text
    .split(":")
    .map((part) => part.split("="))
    .flatMap(([name, directory]) =>
      name && directory ? [{ name, path: path.resolve(/* turbopackIgnore: true */ directory) }] : [],
    );
}

/** The whole environment, for what builds a child's allow-listed one. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** What a terminal can show: colours (https://no-color.org), and a line that is written over. */
export function terminalAbilities(): { colours: boolean; overwrites: boolean } {
  const overwrites = process.env.TERM !== "dumb";
  return { colours: overwrites && !process.env.NO_COLOR, overwrites };
}

/** Names of the variables that a command-line option has set. */
const byOption = () => processWide("options", () => new Set<string>());

/** Where the value of a variable comes from. */
export function sourceOf(variable: string, source: Readonly<Record<string, string | undefined>> = process.env) {
  if (byOption().has(variable)) return "option";
  return source[variable] === undefined ? "default" : "environment";
}

/** Lets command-line options win over the environment, for this process and for what it serves. */
export function applyOptions(options: { port?: string; db?: string; claude?: string }): void {
  const set = (variable: string, value: string | undefined) => {
    if (value === undefined) return;
    process.env[variable] = value;
    byOption().add(variable);
  };
  set("SWITCHBOARD_PORT", options.port);
  set("SWITCHBOARD_DB", options.db);
  set("SWITCHBOARD_CLAUDE", options.claude);
}

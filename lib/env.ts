import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { SwitchboardError } from "./core/failure.ts";

const schema = z.object({
  SWITCHBOARD_HOME: z.string().min(1).optional(),
  SWITCHBOARD_DB: z.string().min(1).optional(),
  SWITCHBOARD_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SWITCHBOARD_CLAUDE: z.string().min(1).optional(),
  SWITCHBOARD_DEMO: z.enum(["0", "1"]).optional(),
  SWITCHBOARD_DEMO_MODULES: z.string().optional(),
});

/** Where things are and how the dashboard is reached, as the environment says. All paths are absolute. */
export interface Environment {
  home: string;
  databasePath: string;
  port: number;
  /** The `claude` executable that was asked for; null when it is to be looked for. */
  claude: string | null;
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
    claude: env.SWITCHBOARD_CLAUDE ?? null,
    demo: env.SWITCHBOARD_DEMO === "1",
    demoModules: parseModules(env.SWITCHBOARD_DEMO_MODULES ?? ""),
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

/** Lets command-line options win over the environment, for this process and for what it serves. */
export function applyOptions(options: { port?: string; db?: string; claude?: string }): void {
  if (options.port !== undefined) process.env.SWITCHBOARD_PORT = options.port;
  if (options.db !== undefined) process.env.SWITCHBOARD_DB = options.db;
  if (options.claude !== undefined) process.env.SWITCHBOARD_CLAUDE = options.claude;
}

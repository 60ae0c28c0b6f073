import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { claudeCodeBinary } from "../scripts/claude-code.mjs";

/** The real claude CLI, and the whole environment to run it with. */
export interface RealClaude {
  path: string;
  env: Record<string, string>;
}

/** What of this machine's environment a test may see; never its credentials, never its own Claude settings. */
const INHERITED = ["PATH", "LANG", "TMPDIR", "NODE_COMPILE_CACHE"];

/** Every call home that the CLI knows of, switched off. */
const QUIET = {
  DISABLE_TELEMETRY: "1",
  DISABLE_ERROR_REPORTING: "1",
  DISABLE_AUTOUPDATER: "1",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
};

/** The few variables of this process's environment that a program under test gets. */
export function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * The pinned CLI with a home and a configuration of its own below `dir`, asking the API at `apiUrl`.
 * @param options.maxRetries how often it repeats a request that failed; it waits up to three minutes by itself
 */
export async function realClaude(
  dir: string,
  apiUrl: string,
  options: { maxRetries?: number } = {},
): Promise<RealClaude> {
  const binary = claudeCodeBinary();
  await access(binary).catch((cause: unknown) => {
    throw new Error(`${binary} is missing: run the tests once with \`npm test\` or \`npm run e2e\`.`, { cause });
  });
  const home = path.join(dir, "home");
  const config = path.join(dir, "claude-config");
  await Promise.all([home, config].map((folder) => mkdir(folder, { recursive: true })));
  return {
    path: binary,
    env: {
      ...inheritedEnv(),
      ...QUIET,
      HOME: home,
      CLAUDE_CONFIG_DIR: config,
      ANTHROPIC_BASE_URL: apiUrl,
      ANTHROPIC_API_KEY: "sk-test-dummy",
      ...(options.maxRetries !== undefined && { CLAUDE_CODE_MAX_RETRIES: String(options.maxRetries) }),
    },
  };
}

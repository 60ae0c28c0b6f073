import fs from "node:fs";
import path from "node:path";
import { RUN_MARK } from "./descendants.ts";

/**
 * What of our environment the CLI needs. Its Bash tools and MCP servers inherit all that it has, so it gets no more:
 * not CLAUDECODE and its like either, which make the CLI refuse to run within another session.
 */
const NAMES = new Set([
  ...["HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM", "COLORTERM"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"],
  ...["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSH_AUTH_SOCK"],
  ...["DISABLE_TELEMETRY", "DISABLE_ERROR_REPORTING", "DISABLE_AUTOUPDATER", "IS_SANDBOX", "API_TIMEOUT_MS"],
  ...["MAX_THINKING_TOKENS", "MAX_MCP_OUTPUT_TOKENS", "MCP_TIMEOUT", "MCP_TOOL_TIMEOUT"],
  ...["BASH_DEFAULT_TIMEOUT_MS", "BASH_MAX_TIMEOUT_MS", "BASH_MAX_OUTPUT_LENGTH"],
  ...["CLOUD_ML_REGION", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CONFIG"],
  ...["CLAUDE_CONFIG_DIR", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_API_KEY_HELPER_TTL_MS", "CLAUDE_CODE_MAX_RETRIES"],
  ...["CLAUDE_CODE_MAX_OUTPUT_TOKENS", "CLAUDE_CODE_SUBAGENT_MODEL", "CLAUDE_CODE_EFFORT_LEVEL", "CLAUDE_CODE_TMPDIR"],
  ...["CLAUDE_CODE_CLIENT_CERT", "CLAUDE_CODE_CLIENT_KEY", "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE"],
  ...["CLAUDE_CODE_CERT_STORE", "CLAUDE_CODE_PROXY_RESOLVES_HOSTS"],
]);
const PREFIXES = [
  ...["LC_", "XDG_", "ANTHROPIC_", "AWS_", "AZURE_", "VERTEX_"],
  // Which cloud is asked, how it is logged in to, and what is switched off.
  ...["CLAUDE_CODE_USE_", "CLAUDE_CODE_SKIP_", "CLAUDE_CODE_DISABLE_", "CLAUDE_CODE_ENABLE_"],
];

/** What a run may use of its directory and its question. */
export interface RunRights {
  /** What the directory brings; without it git is told of no repository, since its configuration names programs. */
  trusted: boolean;
  /** Files that the question names with `@path`; without it such words are only words. */
  attaches: boolean;
}

/** Every git command ends with "not a git repository". Only some of the keys that run programs could be switched off. */
const NO_REPOSITORY = { GIT_DIR: "/dev/null" };
/** Undocumented; real-claude-trust.test.ts sees whether it still holds. It also keeps the list of skills from the model. */
const NO_ATTACHMENTS = { CLAUDE_CODE_DISABLE_ATTACHMENTS: "1" };

/**
 * The environment of a run: an allow-list of ours, a PATH of absolute folders only, and the run's mark.
 * SWITCHBOARD_PASS_ENV names more variables to pass on, with commas between (a token for an MCP server, say).
 */
export function childEnvironment(
  ours: Readonly<Record<string, string | undefined>>,
  mark: string,
  { trusted, attaches }: RunRights = { trusted: true, attaches: true },
): Record<string, string> {
  const asked = new Set((ours.SWITCHBOARD_PASS_ENV ?? "").split(",").map((name) => name.trim()));
  const kept = Object.entries(ours).flatMap(([name, value]): [string, string][] =>
    value !== undefined && (NAMES.has(name) || asked.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)))
      ? [[name, value]]
      : [],
  );
  return {
    ...Object.fromEntries(kept),
    PATH: absolutePath(ours.PATH),
    [RUN_MARK]: mark,
    ...(trusted ? {} : NO_REPOSITORY),
    ...(attaches ? {} : NO_ATTACHMENTS),
  };
}

/** Who is asked, and on whose account. Beside that, shells differ in what is of no matter to an answer. */
const ACCOUNT = /^(HOME|CLAUDE_CONFIG_DIR|(ANTHROPIC|AWS|AZURE|VERTEX|GOOGLE|CLAUDE_CODE)_.*)$/;

/**
 * Whether a process of a run was started with the same account as a run of ours would be. What a wrapper has added makes
 * no difference; where that isn't told (only Linux tells it), it is taken for the same.
 */
export function hasOurAccount(pid: number, ours: Readonly<Record<string, string | undefined>>, mark: string): boolean {
  const theirs = environmentOf(pid);
  if (theirs?.get(RUN_MARK) !== mark) return true;
  return Object.entries(childEnvironment(ours, mark)).every(
    ([name, value]) => !ACCOUNT.test(name) || theirs.get(name) === value,
  );
}

function environmentOf(pid: number): Map<string, string> | null {
  try {
    const entries = fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return new Map(entries.map((entry) => [entry.split("=", 1).join(), entry.slice(entry.indexOf("=") + 1)]));
  } catch {
    return null; // it ended meanwhile, or this is no Linux
  }
}

/** A relative or empty entry of PATH would run programs of the directory that is asked. */
export function absolutePath(value: string | undefined): string {
  const entries = (value ?? "").split(path.delimiter).filter((entry) => path.isAbsolute(entry));
  return entries.length ? entries.join(path.delimiter) : "/usr/local/bin:/usr/bin:/bin";
}

import path from "node:path";
import { RUN_MARK } from "./descendants.ts";

/**
 * What of our environment the CLI needs. Its Bash tools and MCP servers inherit all that it has, so it gets no more:
 * not CLAUDECODE and its like either, which make the CLI refuse to run within another session.
 */
const NAMES = new Set([
  ...["HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM", "COLORTERM"],
  ...["CLAUDE_CONFIG_DIR", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSH_AUTH_SOCK"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"],
  ...["DISABLE_TELEMETRY", "DISABLE_ERROR_REPORTING", "DISABLE_AUTOUPDATER", "IS_SANDBOX"],
  ...["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "CLAUDE_CODE_MAX_RETRIES", "CLAUDE_CODE_OAUTH_TOKEN"],
  ...["CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX", "API_TIMEOUT_MS"],
  ...["CLOUD_ML_REGION", "GOOGLE_APPLICATION_CREDENTIALS"],
]);
const PREFIXES = ["LC_", "XDG_", "ANTHROPIC_", "AWS_", "VERTEX_"];

/** The environment of a run: an allow-list of ours, a PATH of absolute folders only, and the run's mark. */
export function childEnvironment(
  ours: Readonly<Record<string, string | undefined>>,
  runId: string,
): Record<string, string> {
  const kept = Object.entries(ours).flatMap(([name, value]): [string, string][] =>
    value !== undefined && (NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)))
      ? [[name, value]]
      : [],
  );
  return { ...Object.fromEntries(kept), PATH: absolutePath(ours.PATH), [RUN_MARK]: runId };
}

/** A relative or empty entry of PATH would run programs of the directory that is asked. */
export function absolutePath(value: string | undefined): string {
  const entries = (value ?? "").split(path.delimiter).filter((entry) => path.isAbsolute(entry));
  return entries.length ? entries.join(path.delimiter) : "/usr/local/bin:/usr/bin:/bin";
}

import { readToolCall, webAddress } from "./tool-call.ts";

/** Commands whose second word says what they do: the rule names both. */
const WITH_SUBCOMMAND = new Set(
  "npm npx pnpm yarn bun git docker kubectl cargo go make pip uv poetry gh terraform helm dotnet mvn gradle systemctl brew apt".split(
    " ",
  ),
);
/** Their second word is the name of something else: the third says what. */
const RUNNERS = new Set(["npm run", "pnpm run", "yarn run", "bun run", "docker compose"]);
/** What destroys, or may run anything at all, is allowed word by word only. */
const EXACT_ONLY = new Set(
  "rm sudo su dd mkfs chmod chown kill sh bash zsh eval exec curl wget ssh xargs find env".split(" "),
);
/** What another command can be hidden in, or a part of a command that can't be cut safely. */
const SUBSTITUTION = /[`$<>(){}\\\n'"]/;

/**
 * The rules of `permissions.allow` with which Claude Code would have run a call: as narrow as they stay useful.
 * @param cwd the module's directory: files outside of it are named
 */
export function allowRules(toolName: string, input: string, cwd: string | null): string[] {
  const call = readToolCall(toolName, parsed(input));
  switch (call.kind) {
    case "bash":
      return [...new Set(commandsOf(call.command).map(bashRule))];
    case "read":
      return [isOutside(call.path, cwd) ? `Read(/${folderOf(call.path)}/**)` : "Read"];
    case "edit":
    case "write":
      // One rule for all tools that change files.
      return [isOutside(call.path, cwd) ? `Edit(/${folderOf(call.path)}/**)` : "Edit"];
    case "web": {
      const host = call.url === null ? null : webAddress(call.url)?.hostname;
      return [host ? `WebFetch(domain:${host})` : toolName];
    }
    default:
      return [toolName];
  }
}

/** What is to be put into `.claude/settings.json`, which may have more in it already. */
export function settingsWith(rules: readonly string[]): string {
  return JSON.stringify({ permissions: { allow: rules } }, null, 2);
}

/** Each command of a line is asked for by itself; a line that can't be cut safely is one command. */
function commandsOf(line: string): string[] {
  const command = line.trim();
  if (SUBSTITUTION.test(command)) return [command];
  return command
    .split(/&&|\|\||[;|&]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function bashRule(command: string): string {
  const words = command.split(/\s+/);
  const [program = "", second = ""] = words;
  if (SUBSTITUTION.test(command) || EXACT_ONLY.has(program) || program.includes("=")) return `Bash(${command})`;
  const length = RUNNERS.has(`${program} ${second}`) ? 3 : WITH_SUBCOMMAND.has(program) ? 2 : 1;
  const head = words.slice(0, length);
  // "git -C elsewhere push": an option tells nothing of what is done.
  if (head.some((word) => word.startsWith("-"))) return `Bash(${command})`;
  return `Bash(${head.join(" ")}:*)`;
}

function isOutside(path: string, cwd: string | null): boolean {
  if (!path.startsWith("/") || cwd === null) return false;
  return path !== cwd && !path.startsWith(`${cwd.replace(/\/$/, "")}/`);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return null; // a rule for the tool as a whole
  }
}

import fs from "node:fs";
import { listModules } from "../lib/db/modules.ts";
import { openForReading } from "../lib/db/status.ts";
import { applyOptions, readEnv } from "../lib/env.ts";
import { COMMON_HELP, type Commands, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { MODULE_ACTIONS } from "./modules-command.ts";

export const help = `switchboard completion bash|zsh|fish — a script that lets the shell complete commands, options and modules
${COMMON_HELP}

  source <(switchboard completion bash)                                        # in ~/.bashrc
  source <(switchboard completion zsh)                                         # in ~/.zshrc
  switchboard completion fish > ~/.config/fish/completions/switchboard.fish`;

/** The scripts ask \`switchboard completion words …\` for what may come next. */
const SCRIPTS: Readonly<Record<string, string>> = {
  // Names of modules come from elsewhere: compgen would expand what is in them, and Enter would run it unquoted.
  bash: `_switchboard() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    [ -n "$word" ] && COMPREPLY+=("$(printf %q "$word")")
  done < <(switchboard completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _switchboard switchboard`,
  zsh: `_switchboard() {
  local -a found
  found=("\${(@f)$(switchboard completion words -- "\${words[@]:1:$((CURRENT - 1))}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _switchboard switchboard`,
  fish: `complete -c switchboard -f -a '(switchboard completion words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
complete -c switchboard -F -n '__fish_seen_subcommand_from ask import modules'`,
};

/** Prints a shell's script, or for such a script what may come next. @returns the exit code */
export async function run(args: string[], commands: Commands): Promise<number> {
  const { values, positionals } = readArguments(args, {});
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [shell, ...words] = positionals;
  if (shell === "words") {
    applyOptions(values);
    const found = await completions(words, commands);
    if (found.length > 0) console.log(found.join("\n"));
    return EXIT.complete;
  }
  const script = shell !== undefined && Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (!script)
    throw usageError(`There is no completion for “${shell ?? ""}”.`, { hint: "There are: bash, zsh, fish." });
  console.log(script);
  return EXIT.complete;
}

export const BASH_COMPLETION = String(SCRIPTS.bash);

/** Commands in which the first word, or each, is a module's name. */
const OF_MODULES = new Set(["ask", "trust"]);
const ACTIONS_OF_MODULES = new Set(["show", "edit", "remove"]);

/** What may stand in the place of the last of these words; it may be begun. */
async function completions(words: string[], commands: Commands): Promise<string[]> {
  const last = words.at(-1) ?? "";
  const [command = "", ...rest] = words.slice(0, -1);
  const begun = (all: readonly string[]) => all.filter((word) => word.startsWith(last)).sort();
  if (words.length <= 1) return begun([...Object.keys(commands), "help"]);
  if (command === "help") return begun(Object.keys(commands));
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!known) return [];
  if (last.startsWith("-")) return begun(optionsIn((await known.load()).help));
  if (command === "modules" && rest.length === 0) return begun(MODULE_ACTIONS);
  if (command === "completion") return begun(Object.keys(SCRIPTS));
  const takesModule = (OF_MODULES.has(command) && rest.length === 0) || ACTIONS_OF_MODULES.has(rest[0] ?? "");
  const isModule = takesModule || rest.at(-1) === "--module";
  return isModule ? begun(moduleNames()) : [];
}

/** The options that a command's help shows. */
const optionsIn = (words: string) => [...new Set(words.match(/--[a-z][a-z-]+/g))];

/** A shell that completes makes no database, and says nothing of one that can't be read. */
function moduleNames(): string[] {
  const { databasePath } = readEnv();
  if (!fs.existsSync(databasePath)) return [];
  const db = openForReading(databasePath);
  try {
    return db === null ? [] : listModules(db).map(({ name }) => name);
  } finally {
    db?.$client.close();
  }
}

import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { openModules } from "./modules-edit.ts";
import {
  addModule,
  editModule,
  exportModules,
  importModules,
  listModules,
  removeModules,
  showModule,
} from "./modules-words.ts";
import { nearest } from "./nearest.ts";

export const help = `switchboard modules [list|show|add|edit|remove|import|export] [options] — who can be asked

  list [WORDS]             the modules, or those that have all of the words (also without a word)
  show NAME                one of them, and what its own switchboard.yaml proposes
  add PATH … [--name NAME] makes directories modules
  edit NAME [options]      changes what it is for and how it is asked:
      --description TEXT --capabilities a,b --data-types a,b --system-prompt TEXT --model NAME
      --profile settings|read|edit|full --max-turns N --max-budget USD --max-seconds N --asks yes|no
      --rename NAME --path DIRECTORY; "" takes a setting away
      --take-own takes over what its switchboard.yaml proposes, but for rights: --profile and --asks give those
  remove NAME …            takes them out of the list; their threads stay
  import FILE [--preview] [--grant]   takes over a registry file; rights only with --grant
  export                   all of them as a registry file (YAML)

  --json         one JSON object a line
${COMMON_HELP}

  switchboard modules add ~/code/inventory ~/code/shop
  switchboard modules edit inventory --description "What is in stock" --profile read
  switchboard modules export > modules.yaml`;

const OPTIONS = {
  name: { type: "string" },
  description: { type: "string" },
  capabilities: { type: "string" },
  "data-types": { type: "string" },
  "system-prompt": { type: "string" },
  model: { type: "string" },
  profile: { type: "string" },
  "max-turns": { type: "string" },
  "max-budget": { type: "string" },
  "max-seconds": { type: "string" },
  asks: { type: "string" },
  rename: { type: "string" },
  path: { type: "string" },
  "take-own": { type: "boolean", default: false },
  grant: { type: "boolean", default: false },
  preview: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

const ACTIONS = {
  list: listModules,
  show: showModule,
  add: addModule,
  edit: editModule,
  remove: removeModules,
  import: importModules,
  export: exportModules,
} as const;

/** The words that may follow `switchboard modules`. */
export const MODULE_ACTIONS = Object.keys(ACTIONS);

/** Does what is to be done with modules. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [action = "list", ...words] = positionals;
  if (!Object.hasOwn(ACTIONS, action)) {
    const [like] = nearest(action, MODULE_ACTIONS);
    throw usageError(`There is no switchboard modules ${action}.`, {
      hint: like ? `Did you mean switchboard modules ${like}?` : `There are: ${MODULE_ACTIONS.join(", ")}.`,
    });
  }
  return openModules(values, (engine) => ACTIONS[action as keyof typeof ACTIONS](engine, words, values));
}

export type ModuleOptions = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

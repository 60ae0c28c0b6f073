import path from "node:path";
import { isSwitchboardError } from "../lib/core/failure.ts";
import type { Module } from "../lib/core/message.ts";
import { type SettingChange, settingChanges } from "../lib/core/registry.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { matchingModules, requireModule } from "../lib/queries/modules.ts";
import { addOneModule, changeModule, nameModuleAnew, removeModule } from "../lib/queries/modules-change.ts";
import { OWN_WORDS_FILE, readOwnWords, takeOwnWords } from "../lib/queries/own-words.ts";
import { exportRegistry, importRegistry, type RegistryStep } from "../lib/queries/registry.ts";
import { usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import type { ModuleOptions } from "./modules-command.ts";
import { settingsFrom } from "./modules-edit.ts";
import { refuseModel } from "./refuse-model.ts";
import { cleanForTerminal, oneLine } from "./terminal-text.ts";

type Action = (engine: Engine, words: string[], options: ModuleOptions) => Promise<number>;

const print = (words: string) => console.log(process.stdout.isTTY ? cleanForTerminal(words) : words);

export const listModules: Action = async (engine, words, { json }) => {
  const modules = matchingModules(engine, words.join(" "));
  for (const module of modules) {
    const about = module.description ?? module.path;
    print(json ? JSON.stringify(module) : `${oneLine(module.name, 30).padEnd(30)}  ${oneLine(about, 120)}`);
  }
  if (modules.length === 0 && !json) console.error("There is no such module. switchboard modules add PATH makes one.");
  return EXIT.complete;
};

export const showModule: Action = async (engine, words, { json }) => {
  const module = requireModule(engine, oneName(words, "show"));
  const own = readOwnWords(module);
  if (json) {
    print(JSON.stringify({ ...module, proposed: own.state === "read" ? own.changes : [] }));
    return EXIT.complete;
  }
  for (const [title, words_] of lines(module)) print(`${title.padEnd(16)}${words_}`);
  if (own.state === "refused") console.error(`${own.message}\n${own.hint}`);
  if (own.state !== "read" || own.changes.length === 0) return EXIT.complete;
  print(`\n${OWN_WORDS_FILE} proposes:`);
  for (const change of own.changes) print(`  ${changeWords(change)}`);
  print(`switchboard modules edit ${module.name} --take-own takes it over.`);
  return EXIT.complete;
};

function lines(module: Module): [string, string][] {
  const { name, path: at, description, capabilities, dataTypes, systemPrompt, model, profile, asks } = module;
  const rows: [string, string | number | null][] = [
    ["Name", name],
    ["Directory", at],
    ["For", description],
    ["Can", capabilities.join(", ")],
    ["Knows", dataTypes.join(", ")],
    ["System prompt", systemPrompt],
    ["Model", model],
    ["Profile", profile],
    ["May ask", asks === null ? "when a module asks it" : asks ? "yes" : "no"],
    ["Turns", module.maxTurns],
    ["Budget", module.maxBudgetUsd === null ? null : `$${module.maxBudgetUsd}`],
    ["Seconds", module.maxSeconds],
  ];
  return rows.flatMap(([title, value]) => (value === null || value === "" ? [] : [[title, String(value)]]));
}

export const addModule: Action = async (engine, words, { name, json }) => {
  if (words.length === 0)
    throw usageError("There is no directory to add.", { hint: "For example: switchboard modules add ." });
  if (name !== undefined && words.length > 1) throw usageError("--name goes with one directory.");
  let isRefused = false;
  for (const word of words) {
    try {
      const added = await addOneModule({ path: path.resolve(word), name }, engine);
      print(json ? JSON.stringify({ type: "added", ...added }) : `${added.name} is ${added.path}`);
      if (!json) tellOwnWords(requireModule(engine, added.name));
    } catch (error) {
      // The others are added all the same; one alone is refused like any other command.
      if (!isSwitchboardError(error) || words.length === 1) throw error;
      isRefused = true;
      console.error(cleanForTerminal(`${error.message}\n${error.hint}`));
    }
  }
  return isRefused ? EXIT.refused : EXIT.complete;
};

/** What the directory says of itself is proposed, never taken by itself. */
function tellOwnWords(module: Module): void {
  const words = readOwnWords(module);
  if (words.state === "refused") console.error(cleanForTerminal(`${words.message}\n${words.hint}`));
  if (words.state !== "read" || words.changes.length === 0) return;
  const show = `switchboard modules show ${module.name}`;
  console.error(cleanForTerminal(`Its ${OWN_WORDS_FILE} proposes ${words.changes.length} settings: ${show}`));
}

export const editModule: Action = async (engine, words, options) => {
  const module = requireModule(engine, oneName(words, "edit"));
  const settings = settingsFrom(module, options);
  if (settings === null && options.rename === undefined && !options["take-own"]) {
    throw usageError("There is nothing to change.", { hint: "switchboard help modules shows what can be said." });
  }
  const isGrant = settings !== null && settingChanges(module, settings).some(({ grants }) => grants);
  if (isGrant) refuseModel("give a module rights");
  if (settings !== null) await changeModule(module.name, settings, engine);
  const taken = options["take-own"] ? await takeOwnWords({ name: module.name }, engine) : [];
  for (const change of taken) console.error(changeWords(change));
  if (options.rename !== undefined) await nameModuleAnew(module.name, options.rename, engine);
  return showModule(engine, [options.rename ?? module.name], options);
};

export const removeModules: Action = async (engine, words, { json }) => {
  if (words.length === 0) throw usageError("There is no module to remove.");
  for (const name of words) requireModule(engine, name);
  for (const name of words) {
    await removeModule(name, engine);
    print(json ? JSON.stringify({ type: "removed", name }) : `${name} is no module any more; its threads stay.`);
  }
  return EXIT.complete;
};

export const importModules: Action = async (engine, words, { preview, grant, json }) => {
  if (grant) refuseModel("give modules rights");
  const steps = await importRegistry(oneName(words, "import", "file"), { preview, grant }, engine);
  for (const step of steps) print(json ? JSON.stringify({ type: "module", ...step }) : stepWords(step));
  const isWithheld = steps.some(({ withheld }) => withheld.length > 0);
  if (isWithheld && !json) console.error("Rights were left out: --grant gives them, when you have looked at them.");
  return steps.some(({ state }) => state === "refused") ? EXIT.refused : EXIT.complete;
};

export const exportModules: Action = async (engine) => {
  process.stdout.write(await exportRegistry(engine));
  return EXIT.complete;
};

function stepWords({ name, state, changes, withheld, message, hint }: RegistryStep): string {
  const more = [
    ...(state === "changed" ? changes.map(changeWords) : []),
    ...withheld.map((change) => `not granted: ${changeWords(change)}`),
    ...(message === null ? [] : [message, hint ?? ""]),
  ];
  return [`${state.padEnd(8)} ${name}`, ...more.map((line) => `           ${line}`)].join("\n");
}

const valueWords = (value: unknown) =>
  value === null || value === "" ? "nothing" : oneLine(JSON.stringify(value), 80);

function changeWords({ setting, from, to, grants }: SettingChange): string {
  return `${setting}: ${valueWords(from)} becomes ${valueWords(to)}${grants ? " (a right)" : ""}`;
}

function oneName(words: string[], action: string, what = "module"): string {
  const [name, ...more] = words;
  if (name === undefined) throw usageError(`There is no ${what} to ${action}.`);
  if (more.length > 0) throw usageError(`“${more.join(" ")}” is too much: ${action} takes one ${what}.`);
  return name;
}

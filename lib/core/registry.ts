import { z } from "zod";
import type { Module } from "./message.ts";
import { MOST_ADDED } from "./module-address.ts";
import { DEFAULT_PROFILE, PERMISSION_PROFILES } from "./permission-profile.ts";
import { BUDGET_WORDS, isBudget, isTimeLimit, isTurnLimit, SECONDS_WORDS, TURNS_WORDS } from "./run-limits.ts";

/** What a module says of itself, as it stands in a registry file and in `switchboard.yaml`. */
const said = {
  description: z.string().trim().min(1).max(500),
  capabilities: z.array(z.string().trim().min(1).max(80)).max(40),
  data_types: z.array(z.string().trim().min(1).max(80)).max(40),
  system_prompt: z.string().max(100_000),
  model: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/, "A model is a name such as sonnet or claude-sonnet-5."),
  profile: z.enum(PERMISSION_PROFILES),
  asks: z.boolean(),
  limits: z
    .strictObject({
      turns: z.number().refine(isTurnLimit, TURNS_WORDS),
      budget_usd: z.number().refine(isBudget, BUDGET_WORDS),
      seconds: z.number().refine(isTimeLimit, SECONDS_WORDS),
    })
    .partial(),
};

/** `switchboard.yaml` at a module's root. */
export const ownWordsSchema = z.strictObject(said).partial();
export type OwnWords = z.infer<typeof ownWordsSchema>;

/** A registry file: the modules of a machine, or some of them. */
export const registrySchema = z.strictObject({
  modules: z
    .array(
      ownWordsSchema.extend({
        name: z.string().trim().min(1).max(100),
        path: z.string().trim().min(1).max(4_096),
      }),
    )
    .max(MOST_ADDED),
});
export type RegistryEntry = z.infer<typeof registrySchema>["modules"][number];

/** What of a module's settings a file says; what it leaves out isn't there. */
export function settingsSaid(words: OwnWords): Partial<Module> {
  const { limits = {} } = words;
  const settings = {
    description: words.description,
    capabilities: words.capabilities,
    dataTypes: words.data_types,
    systemPrompt: words.system_prompt,
    model: words.model,
    profile: words.profile,
    asks: words.asks,
    maxTurns: limits.turns,
    maxBudgetUsd: limits.budget_usd,
    maxSeconds: limits.seconds,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** A module as it stands in a registry file; what isn't set is left out. */
export function entryOf(module: Module): RegistryEntry {
  const limits = { turns: module.maxTurns, budget_usd: module.maxBudgetUsd, seconds: module.maxSeconds };
  const words = {
    name: module.name,
    path: module.path,
    description: module.description,
    capabilities: module.capabilities.length > 0 ? module.capabilities : null,
    data_types: module.dataTypes.length > 0 ? module.dataTypes : null,
    system_prompt: module.systemPrompt,
    model: module.model,
    profile: module.profile,
    asks: module.asks,
    limits: Object.values(limits).some((limit) => limit !== null) ? withoutNull(limits) : null,
  };
  return withoutNull(words) as RegistryEntry;
}

const withoutNull = (words: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null));

/** A setting that a file would change. */
export interface SettingChange {
  setting: keyof Module;
  from: unknown;
  to: unknown;
  /** Whether it gives the module a right, which only a person may. */
  grants: boolean;
}

/** What settings would be other than they are. */
export function settingChanges(module: Module, settings: Partial<Module>): SettingChange[] {
  return Object.entries(settings).flatMap(([name, to]) => {
    const setting = name as keyof Module;
    const from = module[setting];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return { setting, from, to, grants: isGrant(module, setting, to) };
  });
}

/** How far each profile goes, beginning with the least; without one it is the first. */
const reachOf = (profile: unknown) => PERMISSION_PROFILES.findIndex((one) => one === (profile ?? DEFAULT_PROFILE));

function isGrant(module: Module, setting: keyof Module, to: unknown): boolean {
  if (setting === "asks") return to === true;
  // A right holds for the directory for which it was given.
  if (setting === "path") return module.path !== "" && (module.asks === true || reachOf(module.profile) > 0);
  if (setting !== "profile") return false;
  return reachOf(to) > reachOf(module.profile);
}

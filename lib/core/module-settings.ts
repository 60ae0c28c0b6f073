import { z } from "zod";
import { MOST_ADDED } from "./module-address.ts";
import { PERMISSION_PROFILES } from "./permission-profile.ts";
import { BUDGET_WORDS, isBudget, isTimeLimit, isTurnLimit, SECONDS_WORDS, TURNS_WORDS } from "./run-limits.ts";

const MODEL = /^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/;

/** A field that may be left empty. */
const textOrNull = (most: number, words: string) =>
  z
    .string()
    .max(most, words)
    .transform((text) => (text.trim() === "" ? null : text.replaceAll("\r\n", "\n").trim()));

/** A number as a form sends it; empty for none. */
const numberOrNull = (isRight: (value: number) => boolean, words: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((value) => value === null || isRight(value), words);

/** So many words about a module are kept, each of so many characters at most. */
const MOST_WORDS = 40;
const LONGEST_WORDS = 80;

/** Words with commas between. */
const wordList = (what: string) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(",").map((word) => word.trim()))].filter((word) => word !== ""))
    .pipe(
      z
        .array(z.string().max(LONGEST_WORDS, `One of the ${what} is longer than ${LONGEST_WORDS} characters.`))
        .max(MOST_WORDS, `A module has at most ${MOST_WORDS} ${what}.`),
    )
    .prefault("");

const ASKS = { yes: true, no: false, "": null } as const;

/** What the form of a module sends: what it is for, where it is, and how it is asked when a question says nothing else. */
export const moduleSettingsSchema = z.object({
  path: z.string().trim().min(1, "Say which directory the module stands for.").max(4_096, "This path is too long."),
  description: textOrNull(500, "A description has at most 500 characters."),
  systemPrompt: textOrNull(100_000, "A system prompt has at most 100,000 characters."),
  model: z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : text))
    .pipe(z.string().regex(MODEL, "A model is a name such as sonnet or claude-sonnet-5.").nullable()),
  profile: z
    .string()
    .transform((text) => (text === "" ? null : text))
    .pipe(z.enum(PERMISSION_PROFILES, "Choose one of the permission profiles.").nullable()),
  maxTurns: numberOrNull(isTurnLimit, TURNS_WORDS),
  maxBudgetUsd: numberOrNull(isBudget, BUDGET_WORDS),
  maxSeconds: numberOrNull(isTimeLimit, SECONDS_WORDS).prefault(""),
  /** Whether it may ask other modules. */
  asks: z
    .enum(["yes", "no", ""], "Say yes, no, or nothing.")
    .transform((word) => ASKS[word])
    .prefault(""),
  capabilities: wordList("capabilities"),
  dataTypes: wordList("data types"),
});
export type ModuleSettings = z.infer<typeof moduleSettingsSchema>;

/** A module's name in an address or a form. */
export const moduleNameSchema = z.string().min(1).max(200);

/** Directories that are to become modules; without a name it is made from the directory's. */
export const addModulesSchema = z
  .array(z.object({ path: z.string().min(1).max(4_096), name: z.string().trim().max(100).optional() }))
  .min(1, "Choose at least one directory.")
  .max(MOST_ADDED, `At most ${MOST_ADDED} directories can be added at once.`);
export type ModuleToAdd = z.infer<typeof addModulesSchema>[number];

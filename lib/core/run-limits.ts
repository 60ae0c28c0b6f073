import { SwitchboardError } from "./failure.ts";

export const MOST_TURNS = 1_000;
export const LEAST_BUDGET_USD = 0.0001;
export const MOST_BUDGET_USD = 10_000;

/** A day. */
export const MOST_SECONDS = 86_400;

export const TURNS_WORDS = `A turn limit is a whole number from 1 to ${MOST_TURNS.toLocaleString("en")}, or 0 for none.`;
export const BUDGET_WORDS = `A budget is an amount from $${LEAST_BUDGET_USD} to $${MOST_BUDGET_USD.toLocaleString("en")}, or 0 for none.`;

export const SECONDS_WORDS = `A time limit is a whole number of seconds up to ${MOST_SECONDS.toLocaleString("en")}, or 0 for none.`;

export const isTimeLimit = (value: number) => Number.isInteger(value) && value >= 0 && value <= MOST_SECONDS;
export const isTurnLimit = (value: number) => Number.isInteger(value) && value >= 0 && value <= MOST_TURNS;
export const isBudget = (value: number) => value === 0 || (value >= LEAST_BUDGET_USD && value <= MOST_BUDGET_USD);

/**
 * Checks how many turns a run may take: it becomes an argument of the CLI.
 * @returns null when nothing is said; 0 says that there is no limit
 * @throws SwitchboardError input-invalid
 */
export function checkMaxTurns(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (isTurnLimit(value)) return value;
  throw refusal(TURNS_WORDS, "maxTurns");
}

/**
 * Checks how much a run may cost, in US dollars: it becomes an argument of the CLI.
 * @returns null when nothing is said; 0 says that there is no limit
 * @throws SwitchboardError input-invalid
 */
export function checkMaxBudget(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (isBudget(value)) return value;
  throw refusal(BUDGET_WORDS, "maxBudgetUsd");
}

/**
 * Checks how long a run may take, in seconds.
 * @returns null when nothing is said; 0 says that there is no limit but that of all
 * @throws SwitchboardError input-invalid
 */
export function checkMaxSeconds(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (isTimeLimit(value)) return value;
  throw refusal(SECONDS_WORDS, "maxSeconds");
}

function refusal(message: string, field: string): SwitchboardError {
  return new SwitchboardError("input-invalid", message, { hint: "Correct it, or leave it out.", field });
}

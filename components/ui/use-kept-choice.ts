"use client";
import { useSyncExternalStore } from "react";
import type { KeptChoice } from "./kept-choice.ts";

/** A choice that this browser keeps; null until the page lives, since the server doesn't know it. */
export function useKeptChoice<Choice extends string>(kept: KeptChoice<Choice>): Choice | null {
  return useSyncExternalStore<Choice | null>(kept.subscribe, kept.get, () => null);
}

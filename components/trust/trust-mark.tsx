"use client";
import { TRUST_WORDS } from "./trust-words.ts";
import { useTrust } from "./use-trust.ts";

/** Says that a directory isn't trusted, so that it is asked without what it brings; nothing when it is. */
export function TrustMark({ path }: { path: string }) {
  const { data } = useTrust(path);
  if (data?.status !== "read" || data.value.state === "trusted") return null;
  return <span className="ml-auto shrink-0 text-fine text-warn">{TRUST_WORDS[data.value.state]}</span>;
}

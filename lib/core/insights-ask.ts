import { SwitchboardError } from "./failure.ts";
import { INSIGHTS_GROUPINGS, INSIGHTS_RANGES, INSIGHTS_SOURCES, type InsightsAsk } from "./insights.ts";

/**
 * Reads what an address asks for.
 * @param first gives the value of a parameter, "" when it isn't there
 * @throws SwitchboardError input-invalid, naming the parameter at fault
 */
export function parseInsightsAsk(first: (name: string) => string): InsightsAsk {
  const [from, to] = [first("from").trim() || null, first("to").trim() || null];
  const range = oneOf(INSIGHTS_RANGES, "range", first("range")) ?? (from || to ? "custom" : "30");
  const isCustom = range === "custom";
  return {
    range,
    from: isCustom ? from : null,
    to: isCustom ? to : null,
    by: oneOf(INSIGHTS_GROUPINGS, "by", first("by")) ?? "module",
    module: first("module") || null,
    model: first("model") || null,
    source: oneOf(INSIGHTS_SOURCES, "source", first("source")),
  };
}

/** The address of what is asked for; what is usual is left out. */
export function insightsHref({ range, from, to, by, module, model, source }: InsightsAsk): string {
  const params = new URLSearchParams();
  if (range !== "30") params.set("range", range);
  if (range === "custom" && from) params.set("from", from);
  if (range === "custom" && to) params.set("to", to);
  if (by !== "module") params.set("by", by);
  if (module) params.set("module", module);
  if (model) params.set("model", model);
  if (source) params.set("source", source);
  const text = params.toString();
  return text === "" ? "/insights" : `/insights?${text}`;
}

function oneOf<Word extends string>(words: readonly Word[], field: string, value: string): Word | null {
  if (value === "") return null;
  const known = words.find((word) => word === value);
  if (known) return known;
  throw new SwitchboardError("input-invalid", `The address has ${field}=${value.slice(0, 40)}, which is not known.`, {
    hint: `Known are: ${words.join(", ")}.`,
    field,
  });
}

"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useId, useOptimistic, useTransition } from "react";
import type { InsightsAsk, InsightsView } from "@/lib/core/insights.ts";
import { insightsHref } from "@/lib/core/insights-ask.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { inputClass } from "../ui/input-class.ts";

/** What narrows the figures, and what divides the bars. */
export function InsightsFilters({ ask, choices }: { ask: InsightsAsk; choices: InsightsView["choices"] }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  // Whoever changes a second filter before the page has come keeps the first.
  const [chosen, setChosen] = useOptimistic(ask);
  const change = (changed: Partial<InsightsAsk>) =>
    start(() => {
      const next = { ...chosen, ...changed };
      setChosen(next);
      router.push(insightsHref(next), { scroll: false });
    });
  return (
    <div
      aria-busy={isPending}
      className={clsx("grid grid-cols-2 gap-x-4 gap-y-2 sm:flex sm:flex-wrap", isPending && "motion-safe:animate-live")}
    >
      <Choice label="Module" value={chosen.module ?? ""} onChange={(module) => change({ module: module || null })}>
        <option value="">All modules</option>
        <Names names={choices.modules} chosen={chosen.module} />
      </Choice>
      <Choice label="Model" value={chosen.model ?? ""} onChange={(model) => change({ model: model || null })}>
        <option value="">All models</option>
        <Names names={choices.models} chosen={chosen.model} />
      </Choice>
      <Choice
        label="Source"
        value={chosen.source ?? ""}
        onChange={(source) => change({ source: source === "asked" || source === "imported" ? source : null })}
      >
        <option value="">All sources</option>
        <option value="asked">Asked in Switchboard</option>
        <option value="imported">Imported</option>
      </Choice>
      <Choice
        label="Bars divided by"
        value={chosen.by}
        onChange={(by) => change({ by: by === "model" ? "model" : "module" })}
      >
        <option value="module">Module</option>
        <option value="model">Model</option>
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1 sm:w-48">
      <label htmlFor={id} className="text-fine text-ink-muted">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${inputClass} h-8 sm:text-small`}
      >
        {children}
      </select>
    </div>
  );
}

/** The names that occur in the time; what is chosen stays among them. */
function Names({ names, chosen }: { names: string[]; chosen: string | null }) {
  const all = chosen !== null && !names.includes(chosen) ? [chosen, ...names] : names;
  return all.map((name) => (
    <option key={name} value={name}>
      {visibleText(name)}
    </option>
  ));
}

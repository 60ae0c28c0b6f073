"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { InsightsAsk, InsightsRange } from "@/lib/core/insights.ts";
import { insightsHref } from "@/lib/core/insights-ask.ts";
import { buttonClass } from "../ui/button-class.ts";
import { inputClass } from "../ui/input-class.ts";
import { RangeLinks } from "../ui/range-links.tsx";

const RANGES: [InsightsRange, string][] = [
  ["7", "7 days"],
  ["30", "30 days"],
  ["90", "90 days"],
  ["all", "All"],
];

/** The time that is looked at: one of some usual ones, or days that are typed. It stands in the address. */
export function RangeControl({ ask }: { ask: InsightsAsk }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <RangeLinks ranges={RANGES} chosen={ask.range} hrefOf={(range) => insightsHref({ ...ask, range })} />
      <CustomDays key={`${ask.from} ${ask.to}`} ask={ask} />
    </div>
  );
}

function CustomDays({ ask }: { ask: InsightsAsk }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  function show(form: FormData) {
    const day = (name: string) => String(form.get(name) ?? "") || null;
    const href = insightsHref({ ...ask, range: "custom", from: day("from"), to: day("to") });
    start(() => router.push(href, { scroll: false }));
  }
  const label = "flex min-w-0 items-center gap-2 max-sm:grid max-sm:gap-1 max-sm:text-fine";
  const field = `${inputClass} h-8 max-sm:px-1.5 sm:w-36! sm:text-small`;
  return (
    <form
      className="flex items-center gap-2 text-ink-muted text-small max-sm:grid max-sm:w-full max-sm:grid-cols-2 max-sm:gap-x-4"
      onSubmit={(event) => {
        event.preventDefault(); // a form's action would empty the fields
        show(new FormData(event.currentTarget));
      }}
    >
      <label className={label}>
        From
        <input type="date" name="from" required defaultValue={ask.from ?? ""} className={field} />
      </label>
      <label className={label}>
        to <input type="date" name="to" defaultValue={ask.to ?? ""} className={field} />
      </label>
      <button type="submit" disabled={isPending} className={`${buttonClass()} max-sm:justify-self-start`}>
        Show
      </button>
    </form>
  );
}

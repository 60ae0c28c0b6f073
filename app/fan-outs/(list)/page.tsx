import type { Metadata } from "next";
import { AskManyForm } from "@/components/fan-out/ask-many-form.tsx";
import { FanOutList } from "@/components/fan-out/fan-out-list.tsx";
import { readFanOuts } from "@/lib/queries/ask-many.ts";
import { readEnvironment, readHome } from "@/lib/queries/reads.ts";
import { askManyAction } from "../fan-out-actions.ts";

export const metadata: Metadata = { title: "Ask several modules" };

interface FanOutsPageProps {
  searchParams: Promise<{ path?: string | string[] }>;
}

export default async function FanOutsPage({ searchParams }: FanOutsPageProps) {
  const { path } = await searchParams;
  const [{ cli }, { modules }, fanOuts] = await Promise.all([readEnvironment(), readHome(), readFanOuts()]);
  const chosen = new Set([path ?? []].flat());
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-2">
      <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
        <h1 className="font-semibold text-title">Ask several modules</h1>
        <AskManyForm
          modules={modules}
          chosen={modules.filter((module) => chosen.has(module.path)).map((module) => module.path)}
          offBecause={cli.state === "ok" ? null : "Asking is off: Claude Code can't be run."}
          askMany={askManyAction}
        />
      </section>
      <FanOutList fanOuts={fanOuts} />
    </div>
  );
}

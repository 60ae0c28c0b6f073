import type { Metadata } from "next";
import { ChooseOther } from "@/components/compare/choose-other.tsx";
import { CompareScreen } from "@/components/compare/compare-screen.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { type ComparedAnswer, readComparedAnswer, readOtherAnswers } from "@/lib/queries/read-comparison.ts";
import { readSearch } from "@/lib/queries/search-reads.ts";
import { readOrRefusal } from "../refusal.ts";

interface ComparePageProps {
  searchParams: Promise<Partial<Record<"a" | "b" | "q" | "view", string | string[]>>>;
}

export const metadata: Metadata = { title: "Compare answers" };

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) || null;

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const params = await searchParams;
  const [a, b] = [first(params.a), first(params.b)];
  if (a === null) {
    return (
      <EmptyState title="Nothing to compare.">
        <p>Open a thread, and choose “Compare with…” in the menu of an answer.</p>
      </EmptyState>
    );
  }
  const one = await readOrRefusal(readComparedAnswer(a));
  if (one.status === "refused") return <RefusalNotice refusal={one} />;
  if (b === null) return <Choice answer={one.value} query={first(params.q)?.trim() || null} />;
  const other = await readOrRefusal(readComparedAnswer(b));
  if (other.status === "refused") return <RefusalNotice refusal={other} />;
  return <CompareScreen a={one.value} b={other.value} view={first(params.view) === "text" ? "text" : "answers"} />;
}

async function Choice({ answer, query }: { answer: ComparedAnswer; query: string | null }) {
  const [others, search] = await Promise.all([
    readOtherAnswers(answer),
    query === null ? null : readOrRefusal(readSearch({ query, type: "response", limit: 20 })),
  ]);
  if (search?.status === "refused") return <RefusalNotice refusal={search} />;
  const found = query === null || search === null ? null : { query, hits: search.value.hits };
  return <ChooseOther answer={answer} others={others} found={found} />;
}

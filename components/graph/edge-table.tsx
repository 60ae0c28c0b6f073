"use client";
import clsx from "clsx";
import Link from "next/link";
import { edgeKey, type GraphAsk, type GraphEdge, graphHref } from "@/lib/core/graph.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { costWords } from "../messages/amounts.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { useLiveEdges } from "./use-live-edges.ts";

const tableClass =
  "w-full border-collapse text-small tabular-nums [&_td]:whitespace-nowrap [&_td]:py-1.5 [&_td]:pl-5 [&_td]:text-right " +
  "[&_tr]:border-line [&_tr]:border-b [&_tbody_th]:py-1.5 [&_tbody_th]:text-left [&_tbody_th]:font-normal";

/** Who asks whom, as a table: each row leads to the threads of its edge. */
export function EdgeTable({ ask, edges }: { ask: GraphAsk; edges: readonly GraphEdge[] }) {
  const live = useLiveEdges();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be moved sideways must be reached by keyboard
    <section aria-label="Who asks whom" tabIndex={0} className="overflow-x-auto">
      <table className={tableClass}>
        <thead>
          <tr className="text-fine text-ink-faint">
            {["Who asks whom", "Queries", "Failed", "Cost"].map((head, at) => (
              <th
                key={head}
                scope="col"
                className={clsx("py-1.5 font-normal", at === 0 ? "text-left" : "pl-5 text-right")}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => {
            const key = edgeKey(edge);
            const isChosen = ask.edge !== null && edgeKey(ask.edge) === key;
            return (
              <tr key={key} className={clsx(isChosen && "bg-hover")}>
                <th scope="row">
                  <Link
                    href={graphHref({ ...ask, edge })}
                    prefetch={false}
                    scroll={false}
                    aria-current={isChosen ? "true" : undefined}
                    className="flex min-w-0 items-center gap-1.5 underline-offset-2 hover:underline"
                  >
                    <span className={edge.from === null ? "text-ink-muted" : undefined}>
                      {visibleText(edge.from ?? "People")}
                    </span>
                    <span className="text-ink-faint">{edge.from === null ? "ask" : "asks"}</span>
                    <span className="font-medium">{visibleText(edge.to)}</span>
                    {live.has(key) ? <LiveDot /> : null}
                  </Link>
                </th>
                <td>{edge.queries.toLocaleString("en")}</td>
                <td className={clsx(edge.failed > 0 && "text-danger")}>{edge.failed.toLocaleString("en")}</td>
                <td>{costWords(edge.costUsd)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

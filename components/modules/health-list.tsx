import type { ReactNode } from "react";
import type { ModuleHealth } from "@/lib/core/module-view.ts";
import type { Surroundings } from "@/lib/core/surroundings.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DIRECTORY_WORDS, gitWords } from "./health-words.ts";

/** How a module stands, in full, and what to do about it. */
export function HealthList({ health, cli }: { health: ModuleHealth; cli: Surroundings["cli"] }) {
  const { long, todo } = DIRECTORY_WORDS[health.directory];
  if (health.directory !== "ok") {
    return (
      <Notice tone="warn" title={long}>
        {todo}
      </Notice>
    );
  }
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-small">
      <Fact name="Directory">{long}</Fact>
      <Fact name="Instructions">
        {health.claudeMd ? "It has a CLAUDE.md." : "It has no CLAUDE.md. In Claude Code, /init writes one."}
      </Fact>
      <Fact name="Git">{gitWords(health)}</Fact>
      <Fact name="Claude Code">{cli.state === "ok" ? `Version ${cli.version}.` : `${cli.message} ${cli.hint}`}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-ink [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** Holds its place while the directory is looked at. */
export function HealthListSkeleton() {
  return <Skeleton className="h-24 w-full" />;
}

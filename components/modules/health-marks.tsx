import { FileText, GitBranch, TriangleAlert } from "lucide-react";
import type { ModuleHealth } from "@/lib/core/module-view.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Badge } from "../ui/badge.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DIRECTORY_WORDS } from "./health-words.ts";

/** How a module's directory stands, beside its name: what is wrong, else its branch and whether it has a CLAUDE.md. */
export function HealthMarks({ health }: { health: ModuleHealth }) {
  if (health.directory !== "ok") {
    return (
      <Badge tone="warn" mark={<TriangleAlert aria-hidden className="size-3.5" />}>
        {DIRECTORY_WORDS[health.directory].short}
      </Badge>
    );
  }
  return (
    <>
      {health.git?.branch ? (
        <span className="inline-flex min-w-0 items-center gap-1 font-normal text-fine text-ink-faint">
          <GitBranch aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">on branch </span>
          <span className="max-w-40 truncate" title={visibleText(health.git.branch)}>
            {visibleText(health.git.branch)}
          </span>
        </span>
      ) : null}
      {health.claudeMd ? (
        <span className="inline-flex items-center gap-1 font-normal text-fine text-ink-faint">
          <FileText aria-hidden className="size-3.5 shrink-0" />
          CLAUDE.md
        </span>
      ) : null}
    </>
  );
}

/** Holds their place while the directory is looked at. */
export function HealthMarksSkeleton() {
  return <Skeleton className="h-4 w-24" />;
}

import Link from "next/link";
import type { Surroundings } from "@/lib/core/surroundings.ts";

/** Which CLI answers and where everything is kept. */
export function PageFoot({ environment }: { environment: Surroundings }) {
  const { cli, databasePath } = environment;
  return (
    <footer className="page-width mt-auto pt-12 pb-5">
      <div className="flex flex-wrap justify-between gap-x-6 gap-y-1 border-line border-t pt-3 text-fine text-ink-faint">
        <dl className="flex min-w-0 flex-wrap gap-x-6 gap-y-1">
          {cli.state === "ok" ? (
            <div className="flex min-w-0 gap-1.5">
              <dt>Claude Code</dt>
              <dd title={cli.path} className="font-mono">
                {cli.version}
              </dd>
            </div>
          ) : null}
          <div className="flex min-w-0 gap-1.5">
            <dt>Database</dt>
            <dd className="min-w-0 break-all font-mono">{databasePath}</dd>
          </div>
        </dl>
        <Link href="/import" prefetch={false} className="shrink-0 hover:text-ink hover:underline">
          Import history
        </Link>
      </div>
    </footer>
  );
}

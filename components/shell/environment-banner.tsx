import { Info, TriangleAlert } from "lucide-react";
import type { Surroundings } from "@/lib/core/surroundings.ts";

/** Says, on every page, what differs from the usual: that this is a demo, or that nothing can be asked. */
export function EnvironmentBanner({ environment }: { environment: Surroundings }) {
  const { demo, cli, disk } = environment;
  return (
    <>
      {demo ? (
        <section aria-label="Demo" className="border-line border-b bg-accent-wash text-small">
          <p className="page-width flex gap-2 py-1.5 text-ink-muted">
            <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
            <span>
              <strong className="font-medium text-ink">Demo:</strong> a scripted stand-in answers, no model is asked,
              and nothing is charged.
            </span>
          </p>
        </section>
      ) : null}
      {cli.state === "refused" ? <AskingIsOff because={cli} /> : null}
      {disk === null ? null : <AskingIsOff because={disk} />}
    </>
  );
}

function AskingIsOff({ because }: { because: { message: string; hint: string } }) {
  return (
    <section aria-label="Asking is off" className="border-line border-b bg-warn-wash text-small">
      <p className="page-width flex gap-2 py-1.5 text-ink-muted">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <span className="min-w-0">
          <strong className="font-medium text-ink">{because.message}</strong> {because.hint} Until then asking is off;
          history and search work.
        </span>
      </p>
    </section>
  );
}

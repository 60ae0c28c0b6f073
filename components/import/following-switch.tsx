import { useOptimistic } from "react";
import { LiveDot } from "../ui/live-dot.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import type { ImportActions } from "./import-actions.ts";
import type { Imports } from "./use-imports.ts";

export interface FollowingSwitchProps {
  imports: Imports;
  setFollowing: ImportActions["setFollowing"];
}

/** Whether sessions that go on in a terminal are shown while they are written. */
export function FollowingSwitch({ imports, setFollowing }: FollowingSwitchProps) {
  const { view, pending, act } = imports;
  const { active } = view.following;
  // What was pressed shows at once; it stays so when the server says the same.
  const [wanted, press] = useOptimistic(view.following.wanted);
  return (
    <section aria-labelledby="following" className="grid gap-2">
      <SectionHeading id="following">Sessions that go on</SectionHeading>
      <label className="flex max-w-prose items-start gap-2.5 text-small">
        <input
          type="checkbox"
          checked={wanted}
          disabled={pending}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            act(() => {
              press(checked);
              return setFollowing(checked);
            });
          }}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span className="grid gap-0.5">
          <span className="font-medium text-ink">Show sessions live while they go on in a terminal</span>
          <span className="text-ink-muted">
            What Claude Code writes to its history appears here within a second. Nothing is asked of it, and nothing is
            written there.
          </span>
          {wanted && active && view.running === null ? (
            <span className="inline-flex items-center gap-1.5 pt-0.5 text-live">
              <LiveDot />
              Following now
            </span>
          ) : null}
        </span>
      </label>
    </section>
  );
}

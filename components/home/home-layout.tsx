import type { ReactNode } from "react";

/** The ask form beside what happens; one under the other where there is no room. */
export function HomeLayout({ ask, board }: { ask: ReactNode; board: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-14 gap-y-10 lg:grid-cols-[23rem_minmax(0,1fr)]">
      <div className="lg:sticky lg:top-20">{ask}</div>
      <div className="min-w-0">{board}</div>
    </div>
  );
}

import type { ReactNode } from "react";

export interface HomeLayoutProps {
  ask: ReactNode;
  board: ReactNode;
  /** What there is to say about Claude Code's history; null when there is nothing. */
  history: ReactNode;
}

/** The ask form beside what happens; one under the other where there is no room. */
export function HomeLayout({ ask, board, history }: HomeLayoutProps) {
  return (
    <div
      data-wide-page
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-14 gap-y-10 lg:grid-cols-[23rem_minmax(0,1fr)]"
    >
      <div className="lg:sticky lg:top-8">{ask}</div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-8">
        {history}
        {board}
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import type { Surroundings } from "@/lib/core/surroundings.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { EnvironmentBanner } from "./environment-banner.tsx";
import { LiveTab } from "./live-tab.tsx";
import { PageFoot } from "./page-foot.tsx";
import { ShellDialogs } from "./shell-dialogs.tsx";
import { ShellKeys } from "./shell-keys.tsx";
import { SideBar } from "./side-bar.tsx";
import { SmallBar } from "./small-bar.tsx";
import { StayWhileLost } from "./stay-while-lost.tsx";
import { ToastArea } from "./toast-area.tsx";

export interface ShellProps {
  environment: Surroundings;
  stopQuery: StopQuery;
  children: ReactNode;
}

/** What surrounds every page: the way past it, the side bar, banners, the page itself, the foot, and what stands above. */
export function Shell({ environment, stopQuery, children }: ShellProps) {
  return (
    <div className="lg:grid lg:grid-cols-[var(--side)_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-1.5 font-medium text-accent-ink text-small focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <SideBar />
      <SmallBar />
      <div className="flex min-h-[calc(100dvh-var(--bar))] min-w-0 flex-col">
        <EnvironmentBanner environment={environment} />
        <main id="main" tabIndex={-1} className="page-width pt-(--page-y) outline-none">
          {children}
        </main>
        <PageFoot environment={environment} />
      </div>
      <LiveTab />
      <ShellKeys />
      <ShellDialogs stopQuery={stopQuery} />
      <ConnectionNote />
      <StayWhileLost />
      <ToastArea />
    </div>
  );
}

import type { ReactNode } from "react";
import type { Surroundings } from "@/lib/core/surroundings.ts";
import { EnvironmentBanner } from "./environment-banner.tsx";
import { PageFoot } from "./page-foot.tsx";
import { TopBar } from "./top-bar.tsx";

export interface ShellProps {
  environment: Surroundings;
  /** Stands in the top bar. */
  indicator?: ReactNode;
  children: ReactNode;
}

/** What surrounds every page: the way past it, the top bar, banners, the page itself, the foot. */
export function Shell({ environment, indicator, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-40 rounded-md bg-accent px-3 py-1.5 font-medium text-accent-ink text-small focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <TopBar indicator={indicator} />
      <EnvironmentBanner environment={environment} />
      <main id="main" tabIndex={-1} className="page-width pt-6 outline-none sm:pt-8">
        {children}
      </main>
      <PageFoot environment={environment} />
    </div>
  );
}

"use client";
import clsx from "clsx";
import { Clock } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { keyCaps, SHORTCUTS } from "../keys/shortcuts.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { useLiveCounts } from "./live-home.tsx";
import { PAGES, standing } from "./pages.ts";

export interface NavLinksProps {
  /** "side": words only where the side bar is wide. "drawer": always words, and larger for fingers. */
  look: "side" | "drawer";
  onGo?: () => void;
}

/** The ways to the main pages; at Now how many answers are being written and how many questions wait. */
export function NavLinks({ look, onGo }: NavLinksProps) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {PAGES.map(({ href, words, Icon, shortcut }) => {
          const stands = standing(href, pathname);
          return (
            <li key={href}>
              <Link
                href={href}
                // Each would read the shell once more, with every page that is opened.
                prefetch={false}
                onClick={onGo}
                title={
                  look === "side" ? `${words} (${keyCaps(SHORTCUTS[shortcut].keys[0], false).join(" ")})` : undefined
                }
                aria-current={stands === "page" ? "page" : stands === "within" ? "true" : undefined}
                className={clsx(
                  "relative flex items-center gap-2.5 rounded-md px-2.5 text-small transition-colors focus-visible:-outline-offset-2 hover:bg-hover hover:text-ink",
                  look === "drawer" ? "h-11 text-body" : "h-8",
                  stands ? "bg-hover font-medium text-ink" : "text-ink-muted",
                )}
              >
                <Icon aria-hidden className={clsx("size-4 shrink-0", stands && "text-accent")} />
                <span className={look === "side" ? "sr-only wide-side:not-sr-only" : undefined}>{words}</span>
                {href === "/" ? <LiveCount look={look} /> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** "2 live 80 waiting", as figures; where there is no room for them, a dot at the icon. */
function LiveCount({ look }: Pick<NavLinksProps, "look">) {
  const { live, waiting } = useLiveCounts();
  if (live + waiting === 0) return null;
  const narrow = look === "side" ? "sr-only wide-side:not-sr-only" : "";
  return (
    <>
      <span className={clsx(narrow, "ml-auto! flex items-center gap-2 font-medium text-fine tabular-nums")}>
        {live > 0 ? (
          <span className="flex items-center gap-1.5 text-live">
            <LiveDot />
            {live} <span className="sr-only">live</span>
          </span>
        ) : null}
        {waiting > 0 ? (
          <span className="flex items-center gap-1 text-ink-muted">
            <Clock aria-hidden className="size-3" />
            {waiting} <span className="sr-only">waiting</span>
          </span>
        ) : null}
      </span>
      {look === "side" ? (
        <LiveDot
          look={live > 0 ? "live" : "still"}
          className="absolute top-1.5 left-5.5 ring-2 ring-canvas wide-side:hidden"
        />
      ) : null}
    </>
  );
}

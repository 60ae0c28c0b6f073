import Link from "next/link";
import { buttonClass } from "./button-class.ts";

export interface NothingHereProps {
  title: string;
  /** Why that may be; where to look is said here. */
  why: string;
  /** Another way on. */
  way: { words: string; href: string };
}

/** A page for an address that leads to nothing: what may be the reason, and the ways on. */
export function NothingHere({ title, why, way }: NothingHereProps) {
  return (
    <div className="grid max-w-prose gap-2">
      <h1 className="font-semibold text-title">{title}</h1>
      <p className="text-body text-ink-muted">{why} What was not deleted can be found by searching.</p>
      <div className="mt-2 flex gap-2">
        <Link href="/search" className={buttonClass({ variant: "primary" })}>
          Search
        </Link>
        <Link href={way.href} className={buttonClass()}>
          {way.words}
        </Link>
      </div>
    </div>
  );
}

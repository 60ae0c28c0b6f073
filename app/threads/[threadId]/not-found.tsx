import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class.ts";

export const metadata: Metadata = { title: "No such thread" };

export default function NotFound() {
  return (
    <div className="grid max-w-prose gap-2">
      <h1 className="font-semibold text-title">There is no such thread.</h1>
      <p className="text-body text-ink-muted">
        It may have been deleted, or the address is mistyped. What was not deleted can be found by searching.
      </p>
      <div className="mt-2 flex gap-2">
        <Link href="/search" className={buttonClass({ variant: "primary" })}>
          Search
        </Link>
        <Link href="/" className={buttonClass()}>
          All threads
        </Link>
      </div>
    </div>
  );
}

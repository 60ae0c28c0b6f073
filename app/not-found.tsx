import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class.ts";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className="grid max-w-prose gap-2">
      <h1 className="font-semibold text-title">Nothing is here.</h1>
      <p className="text-body text-ink-muted">
        The address may be mistyped, or the thread it belongs to was deleted. What was not deleted can be found by
        searching.
      </p>
      <div className="mt-2 flex gap-2">
        <Link href="/search" className={buttonClass({ variant: "primary" })}>
          Search
        </Link>
        <Link href="/" className={buttonClass()}>
          Home
        </Link>
      </div>
    </div>
  );
}

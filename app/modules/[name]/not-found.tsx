import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class.ts";

export default function ModuleNotFound() {
  return (
    <div className="grid max-w-prose gap-2">
      <h1 className="font-semibold text-title">There is no module of this name</h1>
      <p className="text-body text-ink-muted">
        It may have been removed from the list, or have another name. Its threads stay.
      </p>
      <div className="mt-2 flex gap-2">
        <Link href="/modules" className={buttonClass({ variant: "primary" })}>
          Modules
        </Link>
        <Link href="/threads" className={buttonClass()}>
          Threads
        </Link>
      </div>
    </div>
  );
}

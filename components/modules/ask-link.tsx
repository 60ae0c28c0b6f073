import { MessageCircleQuestion } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "../ui/button-class.ts";

/** A link that asks this module. */
export function AskLink({ name }: { name: string }) {
  return (
    <Link href={`/?${new URLSearchParams({ module: name })}`} className={buttonClass({ variant: "primary" })}>
      <MessageCircleQuestion aria-hidden className="size-4" />
      Ask
    </Link>
  );
}

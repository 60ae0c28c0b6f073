import { ArrowDown } from "lucide-react";
import { Button } from "../ui/button.tsx";

/** Leads to the end of a thread that goes on below. */
export function NewTextButton({ onClick }: { onClick: () => void }) {
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-5 z-20 flex justify-center">
      <Button className="pointer-events-auto rounded-full! shadow-[0_2px_10px_oklch(0_0_0/0.12)]" onClick={onClick}>
        <ArrowDown aria-hidden className="size-3.5 text-live" />
        New text
      </Button>
    </div>
  );
}

import type { Metadata } from "next";
import { NothingHere } from "@/components/ui/nothing-here.tsx";

export const metadata: Metadata = { title: "No such thread" };

export default function NotFound() {
  return (
    <NothingHere
      title="There is no such thread."
      why="It may have been deleted, or the address is mistyped."
      way={{ words: "All threads", href: "/threads" }}
    />
  );
}

import type { Metadata } from "next";
import { NothingHere } from "@/components/ui/nothing-here.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <NothingHere
      title="Nothing is here."
      why="The address may be mistyped, or the thread it belongs to was deleted."
      way={{ words: "Now", href: "/" }}
    />
  );
}

"use client";
import { Rows2, Rows4 } from "lucide-react";
import { useId } from "react";
import { Segments } from "../ui/segments.tsx";
import { useKeptChoice } from "../ui/use-kept-choice.ts";
import { type Density, density } from "./appearance.ts";

const SEGMENTS = [
  { choice: "comfortable", label: "Comfortable", Icon: Rows2 },
  { choice: "compact", label: "Compact", Icon: Rows4 },
] as const;

/** How much room rows and messages take. This browser keeps it. */
export function DensitySwitch({ words = true }: { words?: boolean }) {
  const chosen = useKeptChoice<Density>(density);
  const name = useId();
  return (
    <Segments<Density>
      legend="Density"
      name={name}
      segments={SEGMENTS}
      chosen={chosen}
      onChoose={density.set}
      words={words}
    />
  );
}

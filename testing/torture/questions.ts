import type { Grandchild, Step } from "../fake-claude.ts";
import type { Dice } from "./random.ts";

/** A question whose words say what the fake claude does for it. */
export interface PlannedQuestion {
  prompt: string;
  /** Whether its process dies by itself, or leaves no result: then the answer is to fail. */
  isToFail: boolean;
  /** How many numbered pieces each text of the answer has. */
  pieces: number[];
}

const CHILDREN: Grandchild[] = [
  { grandchild: "same-group" },
  { grandchild: "own-session" },
  { grandchild: "own-session", holdsStdout: true },
  { grandchild: "double-fork" },
];
/** How long an answer streams at most, in milliseconds, when nothing else slows it down. */
const LONGEST_MS = 1_500;

/** The next question: answers of random lengths and rates; some start children, some die, some have no result. */
export function planQuestion(dice: Dice, number: number): PlannedQuestion {
  const texts = Array.from({ length: dice.chance(0.15) ? 2 : 1 }, () => planText(dice));
  const child = dice.chance(0.2) ? dice.pick(CHILDREN) : undefined;
  const fate = dice.next();
  const isToFail = fate < 0.06;
  const steps: Step[] = [
    ...(dice.chance(0.1) ? [{ sleep: dice.between(1, 400) }] : []),
    ...(fate < 0.04 ? [{ killWithin: LONGEST_MS }] : []),
    { init: true },
    ...(child ? [child] : []),
    ...texts,
    ...(fate < 0.04 ? [{ hang: true as const }] : fate < 0.06 ? [{ exit: dice.between(0, 2) }] : [{ result: {} }]),
    ...(fate > 0.95 ? [{ exit: 1 }] : []),
  ];
  const pieces = texts.map(({ deltas }) => deltas);
  // Longer than a FIFO holds: it is handed over only as the process reads it.
  const padding = dice.chance(0.05) ? " and so on".repeat(dice.between(10_000, 40_000)) : "";
  return { prompt: `Question ${number}${padding} STEPS ${JSON.stringify(steps)}`, isToFail, pieces };
}

function planText(dice: Dice): { deltas: number; size: number; perSecond?: number } {
  const size = dice.between(8, 60);
  const perSecond = dice.chance(0.15) ? undefined : dice.between(20, 1_000);
  const deltas = dice.between(1, perSecond === undefined ? 2_000 : Math.ceil((perSecond * LONGEST_MS) / 1_000));
  return { deltas, size, ...(perSecond !== undefined && { perSecond }) };
}

/**
 * Whether a text consists of numbered pieces, each text of the answer from 0 on without a gap.
 * @returns how many pieces each text has; null when one is lost, doubled or cut
 */
export function numberedPieces(content: string): number[] | null {
  if (content === "") return [];
  const counts: number[] = [];
  for (const text of content.split("\n\n")) {
    const numbers = [...text.matchAll(/(\d+) x*/g)];
    const isWhole = numbers.map(([piece]) => piece).join("") === text;
    if (!isWhole || numbers.some(([, number], index) => Number(number) !== index)) return null;
    counts.push(numbers.length);
  }
  return counts;
}

import { z } from "zod";
import { BLOCK_KINDS } from "../message.ts";
import type { FoldState } from "./fold-types.ts";

const storedBlock = z.object({
  position: z.number().int().nonnegative(),
  kind: z.enum(BLOCK_KINDS),
  index: z.number().nullable(),
  settled: z.boolean(),
  confirmed: z.boolean(),
  held: z.string(),
});

const storedState = z.object({
  nextPosition: z.number().int().nonnegative(),
  draft: z
    .object({
      apiMessageId: z.string(),
      blocks: z.array(storedBlock),
    })
    .nullable(),
  ended: z.boolean(),
  answered: z.boolean(),
  lastError: z.string().nullable(),
  activity: z.string().nullable(),
  // A run that was stored by an earlier version has none.
  tasks: z.array(z.string()).default([]),
  malformedLines: z.number().int().nonnegative(),
});

/** The fold as JSON, to be stored with each batch. The texts of open blocks are left out: the store has them. */
export function storedFold(state: FoldState): string {
  return JSON.stringify(state, (key, value: unknown) => (key === "text" ? undefined : value));
}

/**
 * The fold as it was stored, so that another process can go on from the same line.
 * @param openTexts text of each block that is open, by position, as the store has it
 */
export function restoreFold(json: string, openTexts: ReadonlyMap<number, string>): FoldState {
  const { draft, ...rest } = storedState.parse(JSON.parse(json));
  if (draft === null) return { ...rest, draft };
  const blocks = draft.blocks.map((block) => ({
    ...block,
    text: block.settled ? "" : (openTexts.get(block.position) ?? ""),
  }));
  return { ...rest, draft: { ...draft, blocks } };
}

import { type Folded, foldEvent } from "./fold.ts";
import type { FoldChange, FoldState } from "./fold-types.ts";
import { parseLine } from "./parse-line.ts";

/** Says what lines of the CLI's output mean, one after the other. Pure: the given state is not changed. */
export function foldLines(before: FoldState, lines: Iterable<string>): Folded {
  let state = before;
  const changes: FoldChange[] = [];
  for (const line of lines) {
    const event = parseLine(line);
    if (event === null) continue;
    const folded = foldEvent(state, event);
    state = folded.state;
    for (const change of folded.changes) changes.push(change);
  }
  return { state, changes };
}

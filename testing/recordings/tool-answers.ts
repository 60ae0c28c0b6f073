import { readFileSync } from "node:fs";
import path from "node:path";
import { toolResultText } from "../../lib/core/claude/content-block.ts";

/** What the tools of a recording of the real CLI answered, as it is stored. */
export function toolAnswers(recording: string): string[] {
  return readFileSync(path.join(import.meta.dirname, `${recording}.ndjson`), "utf8")
    .split("\n")
    .filter((line) => line.includes('"tool_result"'))
    .map((line) => toolResultText(JSON.parse(line).message.content[0].content));
}

import type { CallToolResult } from "@modelcontextprotocol/server";
import { isSwitchboardError } from "../lib/core/failure.ts";
import { refusalOf } from "../lib/queries/refusal-of.ts";

/** Claude Code takes some 25,000 tokens of a tool; more than this is cut, in characters. */
export const LONGEST_TEXT = 60_000;

/** Where programs find what a tool found as data. */
export const DATA = "switchboard/data";

/**
 * What a tool found, as text for the model and as data for programs. Not as structured content: Claude Code then shows
 * its model that, as JSON, in place of the text.
 */
export function told(text: string, data: Record<string, unknown>): CallToolResult {
  return { content: [{ type: "text", text }], _meta: { [DATA]: data } };
}

/** Why a tool could not do what it was asked for, in words that the model can use. */
export function refused(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

/** Does what a tool is asked for; a refusal of ours becomes its answer. Everything else is a fault of ours. */
export async function orRefused(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (cause) {
    const error = refusalOf(cause);
    if (!isSwitchboardError(error)) throw error;
    return refused(`${error.message} ${error.hint}`);
  }
}

/** A text up to the longest that is sent, with a word about the rest. */
export function shortened(text: string, rest: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}\n\n[${rest}]`;
}

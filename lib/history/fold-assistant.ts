import { contentBlocks, rawText, readContentBlock } from "../core/claude/content-block.ts";
import { numberOf, recordOf, stringOf } from "../core/claude/read.ts";
import type { CountedMessage, TurnState } from "../core/transcript-types.ts";
import { apiFailure } from "./history-failures.ts";
import { messageOf, toldMs } from "./line-parts.ts";
import { listCost } from "./list-prices.ts";
import type { Line, Reading } from "./reading.ts";
import { noteTask } from "./sidechains.ts";

/** The model's name on lines that the CLI wrote itself. */
const SYNTHETIC = "<synthetic>";

/** Takes an assistant line: blocks of an API message, or an error that the API answered with. */
export function foldAssistant(reading: Reading, line: Line, parent: string | null): void {
  const { data } = line;
  const message = messageOf(line);
  if (data.isApiErrorMessage === true || stringOf(data.error) !== null) {
    foldApiError(reading, line, parent);
    return;
  }
  const blocks = contentBlocks(message.content);
  const turn = parent === null ? answerOf(reading, line) : null;
  if (blocks.length === 0 && Object.keys(message).length === 0) {
    reading.problem(line.number, "unexpected-shape", "An assistant line without a message.");
  }
  for (const value of blocks) addBlock(reading, line, value, parent, turn);
  count(reading, line, turn);
  if (turn) endAt(reading, turn, stringOf(message.stop_reason));
}

/** The answer that a line goes on with: another one, if the one before has ended and a new API message begins. */
function answerOf(reading: Reading, line: Line): TurnState {
  const turn = reading.askHeldCommand();
  if (!turn) return reading.begin(line, null);
  if (turn.verdict === null || turn.counted.some(([id]) => id === apiMessageId(line))) return turn;
  return reading.begin(line, null, true);
}

function apiMessageId(line: Line): string {
  return stringOf(messageOf(line).id) ?? line.id;
}

function addBlock(reading: Reading, line: Line, value: unknown, parent: string | null, turn: TurnState | null): void {
  const { head, text } = readContentBlock(value, parent);
  reading.add({ ...head, isError: false, text }, line);
  if (head.kind === "tool_use" && head.toolUseId !== null) noteTask(reading, head.toolUseId, recordOf(value).input);
  if (turn && (head.kind === "text" || head.kind === "thinking" || head.kind === "tool_use")) turn.lastKind = head.kind;
}

function foldApiError(reading: Reading, line: Line, parent: string | null): void {
  const { data } = line;
  const words = contentBlocks(messageOf(line).content)
    .map((value) => {
      const block = recordOf(value);
      return block.type === "text" ? (stringOf(block.text) ?? "") : rawText(value);
    })
    .join("\n");
  const error = stringOf(data.error);
  reading.notice("api-error", words || `The API answered with an error (${error ?? "not named"}).`, line, parent);
  if (parent !== null) return;
  const stopReason = stringOf(messageOf(line).stop_reason);
  reading.end(apiFailure({ words, error, status: numberOf(data.apiErrorStatus), stopReason }));
}

function endAt(reading: Reading, turn: TurnState, stopReason: string | null): void {
  if (turn.lastKind === "tool_use") return;
  if (stopReason === "refusal") {
    const words = "The model refused to go on.";
    reading.end(apiFailure({ words, error: null, status: null, stopReason }));
    return;
  }
  // A line of a synthetic message is the CLI's own word; that ends an answer as well.
  if (stopReason === "end_turn" || stopReason === "stop_sequence" || stopReason === "max_tokens") {
    reading.end({ status: "complete" });
  }
}

/** How many API messages are remembered: lines of one stand together but for results of its tools. */
const REMEMBERED = 16;

/** Counts what an API message used: each of its lines repeats it, and the last one has the final figures. */
function count(reading: Reading, line: Line, turn: TurnState | null): void {
  const message = messageOf(line);
  const model = stringOf(message.model);
  if (model === null || model === SYNTHETIC) return;
  if (turn) turn.model = model;
  const { input, output, cacheRead, cacheWrite, cacheWriteHour, webSearches } = billed(recordOf(message.usage));
  const id = apiMessageId(line);
  const counted = turn?.counted ?? reading.state.agentCounted;
  const known = counted.find((entry) => entry[0] === id);
  const more = (now: number, index: 1 | 2 | 3 | 4) => Math.max(0, now - (known?.[index] ?? 0));
  const added = {
    input: more(input, 1),
    output: more(output, 2),
    cacheRead: more(cacheRead, 3),
    cacheWrite: more(cacheWrite, 4),
  };
  const isFirst = known === undefined;
  const told = numberOf(line.data.costUSD);
  const hour = cacheWrite === 0 ? 0 : (added.cacheWrite * cacheWriteHour) / cacheWrite;
  const listed = listCost(model, { ...added, cacheWriteHour: hour, webSearches: isFirst ? webSearches : 0 });
  // As in what the CLI tells of its own runs, a sub-agent adds to the cost only.
  reading.use({
    inputTokens: turn ? added.input : 0,
    outputTokens: turn ? added.output : 0,
    cacheReadTokens: turn ? added.cacheRead : 0,
    cacheWriteTokens: turn ? added.cacheWrite : 0,
    costUsd: told === null ? (listed ?? 0) : isFirst ? told : 0,
    estimated: told === null && listed !== null,
    turns: turn && isFirst ? 1 : 0,
  });
  remember(counted, known, [id, input, output, cacheRead, cacheWrite]);
  const ms = toldMs(line.data.durationMs);
  if (turn && ms !== null && isFirst) turn.toldMs = (turn.toldMs ?? 0) + ms;
}

function remember(counted: CountedMessage[], known: CountedMessage | undefined, now: CountedMessage): void {
  if (known) {
    for (const index of [1, 2, 3, 4] as const) known[index] = Math.max(known[index], now[index]);
    return;
  }
  counted.push(now);
  if (counted.length > REMEMBERED) counted.shift();
}

function billed(usage: Record<string, unknown>) {
  const tokens = (value: unknown) => Math.max(0, numberOf(value) ?? 0);
  return {
    input: tokens(usage.input_tokens),
    output: tokens(usage.output_tokens),
    cacheRead: tokens(usage.cache_read_input_tokens),
    cacheWrite: tokens(usage.cache_creation_input_tokens),
    cacheWriteHour: tokens(recordOf(usage.cache_creation).ephemeral_1h_input_tokens),
    webSearches: tokens(recordOf(usage.server_tool_use).web_search_requests),
  };
}

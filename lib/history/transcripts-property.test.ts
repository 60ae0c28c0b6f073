import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { folded, historyDir, type Json, SESSION, Transcript } from "../../testing/history.ts";
import { initialState, type ReaderState, type TranscriptBatch, type TurnPiece } from "../core/transcript-types.ts";
import { foldLine } from "./fold-line.ts";
import { Reading } from "./reading.ts";
import { readBatches } from "./transcript-reader.ts";

vi.setConfig({ testTimeout: 120_000 });

const RECORDED = path.join(import.meta.dirname, "../../testing/transcripts");
const recordings = fs.readdirSync(RECORDED).filter((name) => name.endsWith(".jsonl"));
const place = {
  ...{ sessionId: SESSION, threadId: SESSION, module: "inventory", agentOf: null, isOrphan: false, documents: false },
};

/** A transcript of everything that a session can hold, each text one of a kind. */
const transcripts = fc
  .array(fc.constantFrom("ask", "text", "use", "error", "interrupt", "hook", "command", "side", "compact", "unknown"), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    const transcript = new Transcript();
    for (const [index, step] of steps.entries()) addStep(transcript, step, `<${index}>`);
    return transcript.lines;
  });

function addStep(transcript: Transcript, step: string, text: string): void {
  const toolUseId = `toolu${text}`;
  const synthetic = { model: "<synthetic>", stop_reason: "stop_sequence" };
  switch (step) {
    case "ask":
      transcript.ask(text);
      break;
    case "use":
      transcript.use("Task", { prompt: text }, toolUseId);
      transcript.result(toolUseId, text);
      break;
    case "error":
      transcript.text(text, { isApiErrorMessage: true, error: "server_error" }, synthetic);
      break;
    case "interrupt":
      transcript.ask(`[Request interrupted by user]${text}`);
      break;
    case "hook":
      transcript.attach({ type: "hook_success", hookName: "Stop", content: text });
      break;
    case "command":
      transcript.ask(`<command-name>/x</command-name><command-args>${text.slice(1)}</command-args>`);
      transcript.system("local_command", { content: `<local-command-stdout>${text}</local-command-stdout>` });
      break;
    case "side":
      transcript.use("Task", { prompt: `side${text}` }, toolUseId);
      transcript.ask(`side${text}`, { isSidechain: true, parentUuid: null });
      transcript.text(`by${text}`, { isSidechain: true });
      break;
    case "compact":
      transcript.system("compact_boundary");
      transcript.ask(text, { isCompactSummary: true });
      break;
    case "unknown":
      transcript.note({ type: "hologram", text });
      break;
    default:
      transcript.text(text, {}, { stop_reason: null });
  }
}

/** All that batches bring, as one batch would bring it. */
function joined(batches: readonly TranscriptBatch[]) {
  const turns = new Map<string, TurnPiece>();
  for (const piece of batches.flatMap((batch) => batch.turns)) {
    const known = turns.get(piece.messageId);
    const used = { ...piece.used };
    if (known) {
      for (const key of Object.keys(used) as (keyof typeof used)[]) {
        if (key === "estimated") used.estimated ||= known.used.estimated;
        else used[key] = Math.round((used[key] + known.used[key]) * 1e9) / 1e9;
      }
    }
    const blocks = [...(known?.blocks ?? []), ...piece.blocks];
    const { isNew, question } = known ?? piece;
    turns.set(piece.messageId, { ...piece, isNew, question, used, blocks });
  }
  const rounded = [...turns.values()].map((piece) => ({
    ...piece,
    used: { ...piece.used, costUsd: Math.round(piece.used.costUsd * 1e9) / 1e9 },
  }));
  return {
    turns: rounded,
    problems: batches.flatMap(({ problems }) => problems),
    title: batches.findLast(({ title }) => title !== null)?.title ?? null,
    state: batches.at(-1)?.state,
  };
}

/** Folds lines in pieces, each from the stored state of the one before. */
function inPieces(lines: readonly Json[], cuts: readonly number[]) {
  const batches: TranscriptBatch[] = [];
  let state: ReaderState = initialState();
  let from = 0;
  for (const to of [...new Set(cuts)].sort((a, b) => a - b).concat(lines.length)) {
    const reading = new Reading(JSON.parse(JSON.stringify(state)), place);
    for (let index = from; index < to; index += 1) foldLine(reading, lines[index] ?? {}, index + 1);
    const batch = reading.take(from, to, to - from);
    batches.push(batch);
    state = batch.state;
    from = to;
  }
  return joined(batches);
}

test("reading on from any line with the stored state equals reading at once", () => {
  const given = transcripts.chain((lines) =>
    fc.tuple(fc.constant(lines), fc.array(fc.nat(lines.length), { maxLength: 6 })),
  );
  fc.assert(
    fc.property(given, ([lines, cuts]) => {
      expect(inPieces(lines, cuts)).toEqual(joined([folded(lines)]));
    }),
    { numRuns: 400 },
  );
  for (const name of recordings) {
    const lines = fs
      .readFileSync(path.join(RECORDED, name), "utf8")
      .trim()
      .split("\n")
      .map((line): Json => JSON.parse(line));
    const every = lines.map((_, index) => index);
    expect(inPieces(lines, every), name).toEqual(joined([folded(lines)]));
  }
});

type Mutation =
  | { kind: "garbage"; at: number; bytes: Uint8Array }
  | { kind: "cut"; at: number; keep: number }
  | { kind: "byte"; at: number; where: number; byte: number };

const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("garbage" as const), at: fc.nat(60), bytes: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({ kind: fc.constant("cut" as const), at: fc.nat(60), keep: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({
      ...{ kind: fc.constant("byte" as const), at: fc.nat(60), byte: fc.nat(255) },
      where: fc.double({ min: 0, max: 0.999, noNaN: true }),
    }),
  ),
  { maxLength: 8 },
);

/** The file after the mutations, and the numbers of the lines that are as they were. */
function mutated(lines: readonly Json[], all: readonly Mutation[]): { file: Buffer; intact: Set<number> } {
  const texts = lines.map((line) => Buffer.from(JSON.stringify(line)));
  const intact = new Set(lines.keys());
  const before = new Map<number, Buffer[]>();
  for (const mutation of all) {
    const at = mutation.at % lines.length;
    const text = texts[at] ?? Buffer.alloc(0);
    if (mutation.kind === "garbage") {
      before.set(at, [...(before.get(at) ?? []), Buffer.from(mutation.bytes)]);
      continue;
    }
    intact.delete(at);
    if (mutation.kind === "cut") texts[at] = text.subarray(0, Math.floor(text.length * mutation.keep));
    else if (text.length > 0) text[Math.floor(text.length * mutation.where)] = mutation.byte;
  }
  const parts = texts.flatMap((text, at) => [...(before.get(at) ?? []), text]);
  return { file: Buffer.concat(parts.flatMap((part) => [part, Buffer.from("\n")])), intact };
}

test("whatever befalls some lines of a transcript, every other line comes in, and nothing is thrown", () => {
  const { put } = historyDir();
  fc.assert(
    fc.property(transcripts, mutations, fc.double({ min: 0, max: 1, noNaN: true }), (lines, all, end) => {
      const { file, intact } = mutated(lines, all);
      const cut = file.subarray(0, end > 0.7 ? file.length : Math.floor(file.length * (end / 0.7)));
      const name = put("folder/session.jsonl", cut);
      const plan = {
        path: name,
        place,
        sessionDir: path.dirname(name),
        offset: 0,
        lines: 0,
        state: null,
        isQuiet: true,
      };
      const batches = [...readBatches(plan)];
      const { turns, problems, state } = joined(batches);
      const shown = JSON.stringify([
        turns.map(({ question, blocks }) => [question, blocks]),
        state?.held,
        state?.command,
      ]);
      const kept = cut.toString("utf8").split("\n");
      for (const index of intact) {
        const line = JSON.stringify(lines[index]);
        const text = /<\d+>/.exec(line)?.[0];
        if (kept.includes(line) && text) expect(shown + JSON.stringify(state?.notShown), line).toContain(text.slice(1));
      }
      expect(problems.every(({ line }) => line !== null)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("a line that is too long for the memory is left out and told with its size; those around it come in", () => {
  const { put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("before");
  const first = String(transcript);
  transcript.text("after");
  const rest = String(transcript).slice(first.length);
  const name = put("folder/session.jsonl", first);
  const chunk = Buffer.alloc(1024 * 1024, "x");
  for (let written = 0; written < 65; written += 1) fs.appendFileSync(name, chunk);
  fs.appendFileSync(name, `\n${rest}`);
  const plan = { path: name, place, sessionDir: "", offset: 0, lines: 0, state: null, isQuiet: true };
  const { turns, problems } = joined([...readBatches(plan)]);
  expect(problems).toMatchObject([
    { line: 2, kind: "too-long", detail: expect.stringContaining(`${65 * 1024 * 1024} bytes`) },
  ]);
  expect(turns).toMatchObject([{ question: { content: "before" }, blocks: [{ text: "after" }] }]);
});

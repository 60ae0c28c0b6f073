// How the time to take long texts apart grows with their length: twice as much is to take about twice as long.
import { diffTexts } from "../components/compare/text-diff.ts";
import { MarkdownSplitter } from "../components/markdown/split-blocks.ts";
import { lineDiff } from "../components/messages/blocks/line-diff.ts";
import { readAnsi } from "../lib/core/ansi.ts";
import { LineSplitter } from "../lib/core/claude/split-lines.ts";
import { msWords, percentile } from "./percentile.mjs";
import { table } from "./results.mjs";

const ROUNDS = 9;
const MEGABYTE = 1_000_000;

const times = (line, bytes) => line.repeat(Math.ceil(bytes / line.length));
const COLOURS = "\u001b[32m✓\u001b[39m a test that passed \u001b[90m(12 ms)\u001b[39m\n";
const PARAGRAPH = "A paragraph of **some** length with `code` in it.\n\n";
const CODE = "const answer = 42; // and so it goes on\n";
const numbered = (word, bytes) => Array.from({ length: bytes / 12 }, (_, at) => `${word} ${at * 7}`).join("\n");

/** A spool's chunks, of which none ends a line. */
function splitChunks(bytes) {
  const splitter = new LineSplitter();
  const chunk = new Uint8Array(4_096).fill(0x61);
  for (let at = 0; at < bytes; at += chunk.length) splitter.push(chunk);
  splitter.push(new Uint8Array([0x0a]));
}

/** A text that has grown so long, and grows by a hundred lines more. */
function growing(head, line, bytes) {
  const splitter = new MarkdownSplitter();
  let text = head + times(line, bytes);
  splitter.split(text);
  return () => {
    for (let count = 0; count < 100; count += 1) {
      text += line;
      splitter.split(text);
    }
  };
}

/** Each makes the work for a length, and leaves what is prepared out of the time. */
const WORKS = {
  "one line in chunks of 4 kB": (bytes) => () => splitChunks(10 * bytes),
  "output with colours": (bytes) => {
    const text = times(COLOURS, bytes);
    return () => readAnsi(text);
  },
  "Markdown at once": (bytes) => {
    const text = times(PARAGRAPH, bytes);
    return () => new MarkdownSplitter().split(text);
  },
  "a hundred lines more of Markdown": (bytes) => growing("", PARAGRAPH, bytes),
  "a hundred lines more of one block of code": (bytes) => growing("```ts\n", CODE, bytes),
  "two texts with nothing in common, as an edit": (bytes) => {
    const [a, b] = [numbered("one", bytes / 10), numbered("two", bytes / 10)];
    return () => lineDiff(a, b);
  },
  "two texts with nothing in common, compared": (bytes) => {
    const [a, b] = [numbered("one", bytes / 10), numbered("two", bytes / 10)];
    return () => diffTexts(a, b);
  },
};

function median(make, bytes) {
  const spent = Array.from({ length: ROUNDS }, () => {
    const work = make(bytes);
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return percentile(spent, 0.5);
}

export async function measure() {
  const rows = Object.entries(WORKS).map(([name, make]) => {
    const [one, two] = [median(make, MEGABYTE), median(make, 2 * MEGABYTE)];
    return [name, `${msWords(one)} ms`, `${msWords(two)} ms`, (two / one).toFixed(1)];
  });
  return [
    `What takes long texts apart in the browser and in the engine, the median of ${ROUNDS} rounds. The first column is 1 MB (one`,
    "line: 10 MB; texts with nothing in common: 100 kB, and at most a fixed time), the second twice as much.",
    "",
    table(["work", "1 MB", "2 MB", "ratio"], rows),
  ].join("\n");
}

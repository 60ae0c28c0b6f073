import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type PrintedAnswer, TextPrinter } from "./answer-printer.ts";
import { Output, type OutputStream } from "./output.ts";
import { Screen } from "./screen.ts";
import { cleanForTerminal, oneLine, TerminalText } from "./terminal-text.ts";

const ESC = "\u001b";

/** A terminal, or a pipe: what both streams print in order, with [K for the line that is cleared. */
function printed({ out = true, err = true, columns = 80, colours = false } = {}) {
  let text = "";
  const stream = (isTTY: boolean): OutputStream => {
    const made = new PassThrough().on("data", (piece) => {
      text += String(piece).replaceAll(`\r${ESC}[K`, "[K");
    });
    return Object.assign(made, { isTTY, columns });
  };
  const screen = new Screen(new Output(stream(out)), new Output(stream(err)), { colours, overwrites: true });
  return { screen, text: () => text };
}

const ANSWER: PrintedAnswer = { messageId: "12345678-9", threadId: "abcdefgh-i" };
const COMPLETE = { type: "ended", outcome: { status: "complete", content: "", failure: null } } as const;

test("control characters and escape sequences of an answer don't reach a terminal, but do reach a program", async () => {
  const evil = `a${ESC}[31mred${ESC}[0m\u009b2Jb${ESC}]0;title\u0007c\rd\u0000e\u007f\u0085f\tg\nh`;
  const terminal = printed();
  for (const piece of evil) await terminal.screen.text(piece); // each sequence cut into pieces
  expect(terminal.text()).toBe("aredb]0;titlecdef\tg\nh");
  const whole = printed();
  await whole.screen.text(evil);
  expect(whole.text()).toBe("aredb]0;titlecdef\tg\nh");
  const pipe = printed({ out: false });
  await pipe.screen.text(evil);
  expect(pipe.text()).toBe(evil);
  await terminal.screen.note(`tool ${ESC}[2J\nname`);
  await terminal.screen.say(`stderr ${ESC}[2Jtail`);
  expect(terminal.text()).not.toContain(ESC);
  expect(cleanForTerminal(ESC)).toBe("");
  expect(new TerminalText().push(`${ESC}[${"1;".repeat(100)}m`)).not.toContain(ESC);
});

test("a line about what goes on never stands in the middle of the answer's, and is cleared before the text goes on", async () => {
  const { screen, text } = printed();
  await screen.status("Waiting in line: place 2");
  await screen.status("Waiting in line: place 1");
  await screen.text("One ");
  await screen.status("Read");
  await screen.text("two");
  await screen.note("● Read");
  await screen.status("Using Read");
  await screen.text("\n\nThree");
  await screen.endText(true, false);
  expect(text()).toBe("[KWaiting in line: place 2[KWaiting in line: place 1[KOne two\n● Read\n[KUsing Read[KThree\n");
});

test("a line is cut to the terminal's width, in columns, and coloured only where colours are wanted", async () => {
  const narrow = printed({ columns: 12, colours: true });
  await narrow.screen.note("日本語日本語日本語");
  expect(narrow.text()).toBe(`${ESC}[2m日本語日…${ESC}[0m\n`);
  expect(oneLine("a\n b\t c", 80)).toBe("a b c");
  const piped = printed({ err: false });
  await piped.screen.note("nobody sees it");
  await piped.screen.status("nor that");
  await piped.screen.say("But this they must know.");
  expect(piped.text()).toBe("But this they must know.\n");
});

test("for a pipe, text is printed once it is final; what is withdrawn is never printed", async () => {
  const { screen, text } = printed({ out: false, err: false });
  const printer = new TextPrinter(screen, ANSWER);
  await printer.print({ type: "text", text: "one" });
  await printer.print({ type: "settled" });
  expect(text()).toBe("one");
  await printer.print({ type: "text", text: " two" });
  await printer.print({ type: "withdrawn", text: " two" });
  await printer.print({ type: "text", text: " three" });
  expect(text()).toBe("one");
  await printer.print(COMPLETE);
  expect(text()).toBe("one three\n");
});

test("for a person, text is printed as it comes, and what is withdrawn is told", async () => {
  const { screen, text } = printed();
  const printer = new TextPrinter(screen, ANSWER);
  await printer.print({ type: "text", text: "one tw" });
  await printer.print({ type: "withdrawn", text: " tw" });
  await printer.print({ type: "text", text: " three" });
  await printer.print(COMPLETE);
  expect(text()).toBe(
    "one tw\nThe last 3 characters above don't count: that part of the answer begins again.\n three\n" +
      "complete, message 12345678, thread abcdefgh\n",
  );
});

test("a slow reader is waited for, and one that leaves lets the writer go", async () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  const gone: string[] = [];
  const output = new Output(stream, (error) => gone.push(String(error.code)));
  let isDone = false;
  const written = output.write("more than it takes").then(() => {
    isDone = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  stream.destroy(Object.assign(new Error("gone"), { code: "EPIPE" }));
  await written;
  await output.write("nobody reads this");
  expect(gone).toEqual(["EPIPE"]);
});

test("what turns the direction of writing around is shown by name, what Arabic and Hebrew need stays", () => {
  expect(cleanForTerminal("rm \u202etxt.exe\u2066 x")).toBe("rm ‹U+202E›txt.exe‹U+2066› x");
  expect(cleanForTerminal("שלום\u200f!")).toBe("שלום\u200f!");
  expect(oneLine("a\u202eb", 20)).toBe("a‹U+202E›b");
});

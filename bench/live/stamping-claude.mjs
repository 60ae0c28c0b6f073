#!/usr/bin/env node
// A claude for measuring: to the question "deltas=300 rate=50" it answers with that many deltas at that rate, each the
// time (Unix milliseconds) at which it was written.
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { initLine, resultLine, textMessage } from "../../testing/fake-claude-lines.mjs";

const now = () => performance.timeOrigin + performance.now();
const print = (...lines) => process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

if (process.argv.includes("--version")) {
  console.log("2.1.197 (Claude Code)");
  process.exit(0);
}

async function answer(question) {
  const count = Number(/deltas=(\d+)/.exec(question)?.[1] ?? 10);
  const rate = Number(/rate=(\d+)/.exec(question)?.[1] ?? 50);
  const message = textMessage();
  print(initLine("2.1.197"), ...message.opening);
  const begun = performance.now();
  let text = "";
  for (let sent = 0; sent < count; sent++) {
    const due = begun + (sent * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    // Paragraphs, as text has them.
    const piece = `@${now().toFixed(1)} ${sent % 40 === 39 ? "\n\n" : ""}`;
    text += piece;
    print(message.delta(piece));
  }
  print(...message.closing(text), resultLine({ result: text }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === "user") await answer(String(message.message.content));
  else if (message.type === "control_request") process.exit(0);
}

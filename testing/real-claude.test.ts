import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type MessagesApi, startMessagesApi } from "./messages-api/server.ts";
import { realClaude } from "./real-claude.ts";
import { scratch } from "./scratch.ts";

const ARGS = "-p --input-format stream-json --output-format stream-json --verbose --include-partial-messages";

/** The real CLI in a directory of the test's own, asking a stand-in of the test's own. */
async function started(): Promise<{ api: MessagesApi; dir: string; claude: ReturnType<typeof spawn> }> {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const { path: binary, env } = await realClaude(dir, api.url, { maxRetries: 1 });
  const claude = spawn(binary, [...ARGS.split(" "), "--model", "sonnet"], {
    cwd: dir,
    env: { NODE_ENV: "test", ...env },
  });
  onTestFinished(() => void claude.kill("SIGKILL"));
  return { api, dir, claude };
}

const line = (message: unknown) => `${JSON.stringify(message)}\n`;
const question = (content: string) => line({ type: "user", message: { role: "user", content } });

function printedBy(claude: ReturnType<typeof spawn>): {
  text: () => string;
  lines: Promise<Record<string, unknown>[]>;
} {
  let text = "";
  claude.stdout?.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const parse = () =>
    text
      .trim()
      .split("\n")
      .map((printed) => JSON.parse(printed));
  return { text: () => text, lines: once(claude, "close").then(parse) };
}

test("the real CLI runs a scripted tool and takes what comes after it", async () => {
  const { api, dir, claude } = await started();
  const file = path.join(dir, "note.txt");
  writeFileSync(file, "the word is sesame\n");
  claude.stdin?.end(question(`THINK look && TOOL:Read ${JSON.stringify({ file_path: file })} ;; SAY it is open`));
  const lines = await printedBy(claude).lines;
  expect(JSON.stringify(lines.find(({ type }) => type === "user"))).toContain("the word is sesame");
  expect(lines.at(-1)).toMatchObject({ type: "result", subtype: "success", is_error: false, result: "it is open" });
  expect(api.requests).toMatchObject([
    { apiKey: "sk-test-dummy", model: "claude-sonnet-5", attempt: 1, finished: true },
    { apiKey: "sk-test-dummy", attempt: 1, finished: true },
  ]);
});

test("an interrupt during a held answer reaches the API, and the CLI keeps the partial text", async () => {
  const { api, claude } = await started();
  const { text, lines } = printedBy(claude);
  claude.stdin?.write(question("SAY half of it && HOLD interrupted && MORE never"));
  await api.held("interrupted");
  await expect.poll(text).toContain('"text":" it"'); // what was sent has yet to be read
  claude.stdin?.end(line({ type: "control_request", request_id: "1", request: { subtype: "interrupt" } }));
  const printed = await lines;
  expect(printed.find(({ type }) => type === "assistant")).toMatchObject({
    message: { content: [{ type: "text", text: "half of it" }] },
  });
  expect(printed.at(-1)).toMatchObject({ type: "result", subtype: "error_during_execution" });
  expect(api.requests).toMatchObject([{ finished: false, aborted: true }]);
});

test("what a broken stream had sent is asked for again", async () => {
  const { api, claude } = await started();
  claude.stdin?.end(question("DROP x1 && SAY whole again"));
  expect((await printedBy(claude).lines).at(-1)).toMatchObject({ is_error: false, result: "whole again" });
  expect(api.requests.map(({ stream, fault, attempt }) => [stream, fault, attempt])).toEqual([
    [true, "DROP", 1],
    [false, null, 2],
  ]);
});

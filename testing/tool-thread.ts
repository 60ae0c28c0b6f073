import type Database from "better-sqlite3";

interface Call {
  name: string;
  input: unknown;
  answer?: string;
  failed?: boolean;
  /** The position of the call that it is of, in the list. */
  within?: number;
}

const ESC = "\u001b";
const CWD = "/srv/orders";

/** A change of a file in its middle, with lines around that stay. */
const BEFORE = `export function retry(limit = 3) {
  const begun = Date.now();
  // one
  // two
  // three
  // four
  // five
  // six
  for (let at = 0; at < limit; at += 1) {
    if (attempt(at)) return begun;
  }
  return null;
}`;
const AFTER = BEFORE.replace("limit = 3", "limit = 5").replace("return null;", 'throw new Error("gave up");');

/** One call of each kind, with answers as Claude Code 2.1 gives them. */
export const CALLS: readonly Call[] = [
  {
    name: "Read",
    input: { file_path: `${CWD}/src/retry.ts`, offset: 9, limit: 3 },
    answer: '9\tconst name = "retry"; // how often\n10\texport const limit = 3;\n11\t',
  },
  {
    name: "Edit",
    input: { file_path: `${CWD}/src/retry.ts`, old_string: BEFORE, new_string: AFTER, replace_all: false },
    answer: `The file ${CWD}/src/retry.ts has been updated successfully.`,
  },
  {
    name: "MultiEdit",
    input: {
      file_path: `${CWD}/src/a.ts`,
      edits: [
        { old_string: "a", new_string: "b" },
        { old_string: "c", new_string: "d\ne", replace_all: true },
      ],
    },
    answer: "Applied 2 edits",
  },
  {
    name: "Write",
    input: { file_path: `${CWD}/docs/states.md`, content: "# States\n\nAn order is `new`, `paid` or `sent`.\n" },
    answer: `File created successfully at: ${CWD}/docs/states.md`,
  },
  {
    name: "Bash",
    input: { command: "npm test && echo 'done'", description: "Runs the tests", timeout: 120_000 },
    answer: `Exit code 1\n${ESC}[32m✓${ESC}[39m keeps orders ${ESC}[90m(12 ms)${ESC}[39m\n${ESC}[1;31m✗ sends them${ESC}[0m\n${ESC}[30;43m SLOW ${ESC}[0m ${ESC}[36mcyan${ESC}[0m ${ESC}[35mmagenta${ESC}[0m\nhidden \u202e here`,
    failed: true,
  },
  { name: "Bash", input: { command: "sleep 600 &", run_in_background: true }, answer: "Command running in background" },
  {
    name: "Grep",
    input: { pattern: "limit", path: "src", output_mode: "content", "-n": true, "-A": 1 },
    answer: "src/retry.ts:10:export const limit = 3;\nsrc/retry.ts-11-\n--\nsrc/send.ts:4:retry(limit);",
  },
  { name: "Glob", input: { pattern: "**/*.md" }, answer: `${CWD}/README.md\n${CWD}/docs/states.md` },
  {
    name: "TodoWrite",
    input: {
      todos: [
        { content: "Read the tests", status: "completed" },
        { content: "Change the limit", status: "in_progress" },
        { content: "Tell the team", status: "pending" },
      ],
    },
    answer: "Todos have been modified successfully.",
  },
  {
    name: "Agent",
    input: { description: "Count the states", prompt: "Count the states of an order.", subagent_type: "explorer" },
    answer:
      "There are **three**.\nagentId: a7397 (use SendMessage to continue this agent)\n<usage>subagent_tokens: 1770\ntool_uses: 1\nduration_ms: 4210</usage>",
  },
  { name: "Read", input: { file_path: `${CWD}/src/states.mjs` }, answer: "1\tnew, paid, sent", within: 9 },
  {
    name: "WebFetch",
    input: { url: "https://docs.example/orders?id=1", prompt: "What are the states?" },
    answer: "The page says: **new**, paid, sent. [More](https://docs.example/more)",
  },
  { name: "WebSearch", input: { query: "order states" }, answer: "Three results." },
  {
    name: "mcp__jira__find_issue",
    input: { query: "PAY-1", fields: { status: true, people: ["ann"] }, limit: 5 },
    answer: '{"issues":[{"key":"PAY-1","open":true}]}',
  },
  {
    name: "NoSuchTool",
    input: { a: 1 },
    answer: "<tool_use_error>Error: No such tool available</tool_use_error>",
    failed: true,
  },
  { name: "Read", input: { file_path: `${CWD}/plan.png` }, answer: "[image, image/png, 48 kB]" },
  {
    name: "Write",
    input: { file_path: "/etc/hosts", content: "x" },
    answer: "Claude requested permissions to write to /etc/hosts, but you haven't granted it yet.",
    failed: true,
  },
  { name: "Skill", input: {}, answer: "" },
];

const MARKDOWN = `The plan, with $a_1 * b_1 * c$ orders:

- [x] read
- [ ] send

| State | Orders |
|:------|-------:|
| new | 12 |

\`\`\`ts
const limit: number = 5; // it was 3
\`\`\`
`;

/** Writes an answer that calls every kind of tool, among words and notices, into a thread. @returns the blocks' places */
export function addToolBlocks(db: Database.Database, messageId: string): { positions: number[]; last: number } {
  const insert = db.prepare("INSERT INTO blocks VALUES (?, ?, ?, 'settled', ?, ?, ?, ?, ?)");
  const positions: number[] = [];
  let position = 0;
  const add = (...[kind, name, id, parent, failed, text]: (string | number | null)[]) =>
    insert.run(messageId, position++, kind, name, id, parent, failed, text);
  const write = db.transaction(() => {
    add("text", null, null, null, 0, MARKDOWN);
    for (const [at, { name, input, answer, failed, within }] of CALLS.entries()) {
      const parent = within === undefined ? null : `${messageId}-${within}`;
      positions.push(position);
      add("tool_use", name, `${messageId}-${at}`, parent, 0, JSON.stringify(input));
      if (answer !== undefined) add("tool_result", null, `${messageId}-${at}`, parent, failed ? 1 : 0, answer);
    }
    add("notice", "api-retry", null, null, 0, "The API was overloaded. Tried again after 2 s.");
    add("notice", "api-error", null, null, 0, "The API answered with an error (overloaded).");
  });
  write.immediate();
  return { positions, last: position - 1 };
}

/** Writes an answer that reads a part of the project so many times: its calls stand at the even places. */
export function addManyCalls(db: Database.Database, messageId: string, count: number): void {
  const insert = db.prepare("INSERT INTO blocks VALUES (?, ?, ?, 'settled', ?, ?, NULL, 0, ?)");
  const write = db.transaction(() => {
    for (let at = 0; at < count; at += 1) {
      const [id, path] = [`${messageId}-${at}`, `${CWD}/src/part-${at}.ts`];
      insert.run(messageId, 2 * at, "tool_use", "Read", id, JSON.stringify({ file_path: path }));
      insert.run(messageId, 2 * at + 1, "tool_result", null, id, `1\tconst part = "text of part ${at}";`);
    }
  });
  write.immediate();
}

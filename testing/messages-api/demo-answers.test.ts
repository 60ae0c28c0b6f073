import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../scratch.ts";
import { demoPlan } from "./demo-answers.ts";
import type { ApiMessage, MessagesBody } from "./request.ts";
import { textOf } from "./wire.ts";

const QUESTION = "Which columns does the stock export have?";
const README = "# inventory\n\nKnows the stock.\n\n## Exporting\n\nThe stock export has the columns sku and name.\n";

function inventory(): string {
  const dir = scratch();
  mkdirSync(path.join(dir, "src"));
  writeFileSync(path.join(dir, "README.md"), README);
  writeFileSync(path.join(dir, "src/export.mjs"), "export const columns = ['sku', 'name']; // of the stock export\n");
  writeFileSync(path.join(dir, "src/other.mjs"), "export const unrelated = 1;\n");
  return dir;
}

function request(dir: string, after: ApiMessage[] = []): MessagesBody {
  return {
    model: "sonnet",
    system: ` - Primary working directory: ${dir}\n - Platform: linux`,
    tools: [{ name: "Read" }],
    messages: [{ role: "user", content: QUESTION }, ...after],
  };
}

function read(id: string, file: string, content: string): ApiMessage[] {
  return [
    { role: "assistant", content: [{ type: "tool_use", id, name: "Read", input: { file_path: file } }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] },
  ];
}

const lastCall = (body: MessagesBody) => {
  const item = demoPlan(body).items.at(-1);
  return item?.type === "tool_use" ? JSON.parse(textOf(item)).file_path : null;
};

test("it thinks, reads the README, then the file that has most of the question's words", () => {
  const dir = inventory();
  const readme = path.join(dir, "README.md");
  expect(demoPlan(request(dir)).items.map(({ type }) => type)).toEqual(["thinking", "text", "tool_use"]);
  expect(lastCall(request(dir))).toBe(readme);
  expect(lastCall(request(dir, read("t1", readme, README)))).toBe(path.join(dir, "src/export.mjs"));
});

test("the answer says that it is scripted, and quotes what was read", () => {
  const dir = inventory();
  const numbered = README.split("\n").map((line, at) => `${at + 1}\t${line}`);
  const plan = demoPlan(
    request(dir, [
      ...read("t1", path.join(dir, "README.md"), numbered.join("\n")),
      ...read("t2", path.join(dir, "src/export.mjs"), "1\texport const columns = ['sku', 'name'];"),
    ]),
  );
  const answer = plan.items.map(textOf).join("");
  expect(answer).toContain("A scripted demo answer, not a model's.");
  expect(answer).toContain("### Exporting\n\nFrom `README.md`:\n\n> The stock export has the columns sku and name.");
  expect(answer).toContain("```js\nexport const columns = ['sku', 'name'];\n```");
  expect(answer).toContain("| File | Lines | Begins with |");
});

test("without a Read tool it answers at once, and says that nothing was read", () => {
  const plan = demoPlan({ ...request(inventory()), tools: [] });
  expect(plan.items.map(({ type }) => type)).toEqual(["text"]);
  expect(plan.items.map(textOf).join("")).toContain("No file was read");
});

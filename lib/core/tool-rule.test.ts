import { expect, it } from "vitest";
import { allowRules, settingsWith } from "./tool-rule.ts";

const CWD = "/srv/orders";
const bash = (command: string) => allowRules("Bash", JSON.stringify({ command }), CWD);

it.each([
  ["npm test", ["Bash(npm test:*)"]],
  ["npm run build -- --watch", ["Bash(npm run build:*)"]],
  ["git status", ["Bash(git status:*)"]],
  ["ls -la src", ["Bash(ls:*)"]],
  ["cd src && npm test | tail -5", ["Bash(cd:*)", "Bash(npm test:*)", "Bash(tail:*)"]],
  ["rm -rf build", ["Bash(rm -rf build)"]],
  ["git -C /elsewhere push", ["Bash(git -C /elsewhere push)"]],
  ["NODE_ENV=test npm test", ["Bash(NODE_ENV=test npm test)"]],
  ["echo $(rm -rf /)", ["Bash(echo $(rm -rf /))"]],
  ["echo 'a; b'", ["Bash(echo 'a; b')"]],
])("allows %j by %j, and nothing wider", (command, rules) => {
  expect(bash(command)).toEqual(rules);
});

it.each([
  ["Write", { file_path: `${CWD}/a.txt`, content: "x" }, "Edit"],
  ["Edit", { file_path: "/srv/other/a.txt", old_string: "x", new_string: "y" }, "Edit(//srv/other/**)"],
  ["Read", { file_path: "/srv/orders-2/a.txt" }, "Read(//srv/orders-2/**)"],
  ["WebFetch", { url: "https://docs.example/a" }, "WebFetch(domain:docs.example)"],
  ["WebSearch", { query: "x" }, "WebSearch"],
  ["mcp__inv__count", { sku: "A1" }, "mcp__inv__count"],
])("allows a call of %s with %j by %s", (name, input, rule) => {
  expect(allowRules(name, JSON.stringify(input), CWD)).toEqual([rule]);
});

it("allows a tool as a whole when its input can't be read", () => {
  expect(allowRules("Bash", "{", CWD)).toEqual(["Bash"]);
});

it("says what is to be put into the settings", () => {
  expect(JSON.parse(settingsWith(["Edit"]))).toEqual({ permissions: { allow: ["Edit"] } });
});

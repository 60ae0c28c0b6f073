// Sessions as people have them with Claude Code: what was asked, thought, run and answered, and when.
import { randomFrom } from "./random.mjs";

/** The last moment of the history, in Unix seconds; it goes back two years. */
export const END = Date.UTC(2026, 10, 22, 12) / 1000;
const DAYS = 730;
export const MODULES = [
  "inventory",
  "storefront",
  "billing",
  "search-api",
  "mobile-app",
  "data-pipeline",
  "infra",
].concat(["docs-site", "auth", "notifications", "reports", "design-system"]);
const MODELS = [
  ["claude-sonnet-5", 3, 15],
  ["claude-opus-4-8", 5, 25],
  ["claude-haiku-4-5-20251001", 1, 5],
];
const ELSEWHERE = [
  "このエラーの原因を調べて、テストを追加してください。",
  "请检查数据库迁移为什么失败，并修复它。",
  "¿Por qué falla la prueba de exportación? Añade un caso con acentos.",
  "Почему сборка падает на CI?",
  "이 함수의 성능을 개선해 주세요.",
  "🚀 Ship it? The deploy script says 🔥 but CI is ✅",
];
const TOOLS = ["Bash", "Read", "Edit", "Grep", "TodoWrite"];

/**
 * Sessions without end, the same each time for a seed.
 * @param weight 1: with tools and results of the sizes that real ones have; smaller: fewer and shorter ones
 */
export function* sessions(texts, { seed = 1, weight = 1 } = {}) {
  const random = randomFrom(seed);
  for (;;) yield session(texts, random, weight);
}

function session(texts, random, weight) {
  const module = random.pickOften(MODULES);
  const model = random.pickOften(MODELS);
  const turns = [];
  let at = workingTime(random);
  for (let left = random.around(8); left > 0; left--) {
    const turn = turnAt(texts, random, { at, module, model, weight });
    turns.push(turn);
    at += turn.seconds + random.around(240);
  }
  return {
    id: random.uuid(),
    module,
    model: model[0],
    cwd: `/srv/modules/${module}`,
    title: turns[0].question.slice(0, 80),
    turns,
  };
}

/** Mostly on working days, in the morning and after lunch, and more of late. */
function workingTime(random) {
  for (;;) {
    const day = Math.floor(DAYS * (1 - random.next() ** 0.7));
    const hour = random.chance(0.5) ? 8 + random.next() * 4 : 13 + random.next() * 6;
    const at = END - day * 86_400 - 43_200 + hour * 3_600;
    const weekday = new Date(at * 1000).getUTCDay();
    if (at < END && (weekday % 6 !== 0 || random.chance(0.1))) return at;
  }
}

function turnAt(texts, random, { at, module, model, weight }) {
  const blocks = [];
  if (random.chance(0.4)) blocks.push({ kind: "thinking", text: prose(texts, random, 400 * weight) });
  for (let left = random.around(3 * weight) - 1; left > 0; left--)
    blocks.push(...toolUse(texts, random, module, weight));
  if (random.chance(0.02 * weight)) blocks.push(subAgent(texts, random, module, weight));
  blocks.push({ kind: "text", text: answer(texts, random) });
  const seconds = 2 + blocks.length * random.around(4);
  const usage = {
    input: 4 + random.below(40),
    output: random.around(900),
    cacheRead: 12_000 + random.below(90_000),
    cacheWrite: random.around(3_000),
  };
  const [, input, output] = model;
  const cost =
    (usage.input * input + usage.output * output + usage.cacheRead * input * 0.1 + usage.cacheWrite * input * 1.25) /
    1e6;
  const failed = random.chance(0.03) ? random.pick(["api", "stopped-by-user", "timeout-silent"]) : null;
  return { at, seconds, question: question(texts, random), blocks, usage, cost, failed };
}

function question(texts, random) {
  if (random.chance(0.02)) return random.pick(ELSEWHERE);
  const about = random
    .pick(texts.prose)
    .replace(/[\s#*`]+/g, " ")
    .trim()
    .slice(0, 30 + random.below(200));
  const file = random.chance(0.4) ? ` See ${random.pick(texts.paths)}:${random.below(900)}.` : "";
  return `${random.pick(["Why does", "How do I", "Please fix", "Explain", "Add a test for", "Refactor"])} ${about}${file}`;
}

function answer(texts, random) {
  const code = random.chance(0.5) ? `\n\n\`\`\`ts\n${codeOf(texts, random, 300)}\n\`\`\`\n` : "";
  return `${prose(texts, random, 700)}${code}\n\nCommit ${random.hex(7)}, see ${random.pick(texts.paths)}.`;
}

function toolUse(texts, random, module, weight) {
  const name = random.pickOften(TOOLS);
  const id = `toolu_${random.hex(24)}`;
  const file = `/srv/modules/${module}/${random.pickOften(texts.paths)}`;
  const { input, text } = toolCall(name, texts, random, file, weight);
  const isError = random.chance(0.05);
  return [
    { kind: "tool_use", id, name, input },
    { kind: "tool_result", id, text: isError ? `Error: exit code 1\n${text.slice(0, 400)}` : text, isError },
  ];
}

function toolCall(name, texts, random, file, weight) {
  const result = codeOf(texts, random, 3_000 * weight);
  const lines = (head) => result.replace(/^/gm, head);
  if (name === "Bash") {
    const command = `git log -3 ${random.hex(7)} -- ${file} && npm test`;
    return { input: { command, description: "Look and test" }, text: `${random.hex(40)}\n${result}` };
  }
  if (name === "Read") return { input: { file_path: file }, text: lines("  12\t") };
  if (name === "Grep")
    return { input: { pattern: random.pick(texts.prose).slice(0, 20), path: file }, text: lines(`${file}:`) };
  if (name === "Edit") {
    const input = { file_path: file, old_string: codeOf(texts, random, 200), new_string: codeOf(texts, random, 240) };
    return { input, text: `The file ${file} has been updated.` };
  }
  const todos = [{ content: prose(texts, random, 60), status: "pending", activeForm: "Working" }];
  return { input: { todos }, text: "Todos have been modified." };
}

function subAgent(texts, random, module, weight) {
  const blocks = [...toolUse(texts, random, module, weight), { kind: "text", text: prose(texts, random, 500) }];
  const id = `toolu_${random.hex(24)}`;
  return { kind: "agent", id, agentId: random.hex(17), prompt: prose(texts, random, 200), blocks };
}

/** Whole paragraphs, about so many characters. */
function prose(texts, random, length) {
  const wanted = random.around(length);
  let text = random.pick(texts.prose);
  while (text.length < wanted) text += `\n\n${random.pick(texts.prose)}`;
  return text.slice(0, Math.max(40, wanted));
}

function codeOf(texts, random, length) {
  const wanted = random.around(length);
  let text = random.pick(texts.code);
  while (text.length < wanted) text += random.pick(texts.code);
  return text.slice(0, Math.max(20, wanted));
}

// node bench/corpus/transcripts.mjs --messages 100000 --out DIR [--seed 1]: writes history as Claude Code keeps it.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "./random.mjs";
import { sessions } from "./sessions.mjs";
import { readTexts } from "./texts.mjs";

/**
 * Writes transcripts below DIR/projects until they hold so many messages: lines of people and of the model, as tools
 * that read transcripts count them.
 * @returns what was written
 */
export function writeTranscripts(dir, messages, seed = 1) {
  const texts = readTexts();
  const random = randomFrom(seed + 1_000);
  const written = { files: 0, sessions: 0, messages: 0, turns: 0, bytes: 0 };
  for (const session of sessions(texts, { seed })) {
    if (written.messages >= messages) return written;
    const lines = transcriptOf(session, random);
    const folder = path.join(dir, "projects", session.cwd.replace(/[^A-Za-z0-9]/g, "-"));
    write(path.join(folder, `${session.id}.jsonl`), lines.main, written);
    for (const { agent, lines: own } of lines.agents) {
      const at = path.join(folder, session.id, "subagents", `agent-${agent.agentId}`);
      write(`${at}.jsonl`, own, written);
      fs.writeFileSync(
        `${at}.meta.json`,
        JSON.stringify({ agentType: "general-purpose", description: "Look", toolUseId: agent.id, spawnDepth: 1 }),
      );
    }
    written.sessions += 1;
    written.turns += session.turns.length;
  }
}

function write(file, lines, written) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const text = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
  fs.writeFileSync(file, text, { mode: 0o600 });
  written.files += 1;
  written.bytes += Buffer.byteLength(text);
  written.messages += lines.filter(({ type }) => type === "user" || type === "assistant").length;
}

function transcriptOf(session, random) {
  const main = [];
  const agents = [];
  const chain = chainOf(session, random);
  for (const turn of session.turns) {
    const promptId = random.uuid();
    let at = turn.at;
    main.push({
      type: "queue-operation",
      operation: "enqueue",
      timestamp: time(at),
      sessionId: session.id,
      content: turn.question,
    });
    main.push({ type: "queue-operation", operation: "dequeue", timestamp: time(at), sessionId: session.id });
    main.push(
      chain.user(
        at,
        { role: "user", content: turn.question },
        { promptId, permissionMode: "default", promptSource: "sdk" },
      ),
    );
    const step = turn.seconds / (turn.blocks.length + 1);
    for (const block of turn.blocks) {
      at += step;
      main.push(...chain.block(at, block, turn, promptId));
      if (block.kind === "agent")
        agents.push({ agent: block, lines: agentLines(session, block, turn, promptId, at - step, random) });
    }
  }
  main.push({
    type: "last-prompt",
    leafUuid: chain.leaf(),
    sessionId: session.id,
    lastPrompt: session.turns.at(-1).question,
  });
  return { main, agents };
}

/** Lines of one conversation, each pointing to the one before. */
function chainOf(session, random, side = {}) {
  let last = null;
  const line = (at, rest) => {
    const common = {
      userType: "external",
      entrypoint: "sdk-cli",
      cwd: session.cwd,
      sessionId: session.id,
      version: "2.1.197",
      gitBranch: "main",
    };
    const made = {
      parentUuid: last,
      isSidechain: false,
      ...side,
      ...rest,
      uuid: random.uuid(),
      timestamp: time(at),
      ...common,
    };
    last = made.uuid;
    return made;
  };
  const assistant = (at, content, turn, stop) =>
    line(at, {
      message: {
        id: `msg_${random.hex(24)}`,
        type: "message",
        role: "assistant",
        model: session.model,
        content: [content],
        stop_reason: stop,
        stop_sequence: null,
        usage: usageOf(turn),
      },
      requestId: `req_${random.hex(24)}`,
      type: "assistant",
    });
  const user = (at, message, rest) => line(at, { type: "user", message, ...rest });
  const block = (at, given, turn, promptId) => {
    if (given.kind === "text") return [assistant(at, { type: "text", text: given.text }, turn, "end_turn")];
    if (given.kind === "thinking")
      return [assistant(at, { type: "thinking", thinking: given.text, signature: random.hex(64) }, turn, null)];
    if (given.kind === "tool_use")
      return [
        assistant(at, { type: "tool_use", id: given.id, name: given.name, input: given.input }, turn, "tool_use"),
      ];
    const result = (id, content, isError) =>
      user(
        at,
        {
          role: "user",
          content: [{ tool_use_id: id, type: "tool_result", content, ...(isError && { is_error: true }) }],
        },
        { promptId, sourceToolAssistantUUID: last },
      );
    if (given.kind === "tool_result") return [result(given.id, given.text, given.isError)];
    const input = { description: "Look", prompt: given.prompt, subagent_type: "general-purpose" };
    return [
      assistant(at, { type: "tool_use", id: given.id, name: "Agent", input }, turn, "tool_use"),
      result(given.id, [{ type: "text", text: given.blocks.at(-1).text }], false),
    ];
  };
  return { user, block, leaf: () => last };
}

function agentLines(session, agent, turn, promptId, at, random) {
  const chain = chainOf(session, random, { isSidechain: true, agentId: agent.agentId });
  const first = chain.user(at, { role: "user", content: agent.prompt }, { promptId });
  return [first, ...agent.blocks.flatMap((block) => chain.block(at, block, turn, promptId))];
}

function usageOf({ usage, blocks }) {
  const share = (tokens) => Math.ceil(tokens / blocks.length);
  return {
    input_tokens: share(usage.input),
    cache_creation_input_tokens: share(usage.cacheWrite),
    cache_read_input_tokens: share(usage.cacheRead),
    output_tokens: share(usage.output),
    service_tier: "standard",
    cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: share(usage.cacheWrite) },
  };
}

const time = (at) => new Date(at * 1000).toISOString();

if (import.meta.main) {
  const { values } = parseArgs({
    options: { messages: { type: "string" }, out: { type: "string" }, seed: { type: "string", default: "1" } },
  });
  if (!values.messages || !values.out) {
    console.error("usage: node bench/corpus/transcripts.mjs --messages N --out DIR [--seed N]");
    process.exit(2);
  }
  console.log(writeTranscripts(values.out, Number(values.messages), Number(values.seed)));
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { demoPlan } from "./demo-answers.ts";
import { sendError } from "./faults.ts";
import type { Holds } from "./holds.ts";
import { type Fault, type Plan, scriptedPlan, wordsOf } from "./plan.ts";
import { injectedTexts, type MessagesBody, newestPrompt, systemText, toolNames, userTexts } from "./request.ts";
import { isScript } from "./script.ts";
import { Streaming } from "./stream.ts";
import { sendWhole } from "./whole.ts";

/** What a request to POST /v1/messages held, and how it ended. */
export interface SeenRequest {
  /** The newest user text. */
  prompt: string;
  /** Every user text of the conversation, oldest first. */
  userTexts: string[];
  /** What the CLI put there by itself. */
  injectedTexts: string[];
  systemLength: number;
  tools: string[];
  model: string;
  stream: boolean;
  /** The CLI's session. */
  sessionId: string | null;
  apiKey: string | null;
  /** How often this session asked for this step of the prompt, this time included. */
  attempt: number;
  /** The fault it met ("HTTP 429", "DROP", …). */
  fault: string | null;
  /** Whether the whole response was sent. */
  finished: boolean;
  /** Whether the client went away before that. */
  aborted: boolean;
}

/** What all exchanges of a server share. */
export interface Shared {
  requests: SeenRequest[];
  holds: Holds;
  attempts: Map<string, number>;
  /** Milliseconds between the pieces of a demo answer; null: the pace of a real model. */
  demoDelayMs: number | null;
}

/** Answers one POST /v1/messages. */
export async function answerMessages(
  request: IncomingMessage,
  response: ServerResponse,
  shared: Shared,
): Promise<void> {
  const body = await readBody(request);
  if (!body) return sendError(response, 400);
  const { text, step } = newestPrompt(body);
  const seen = describeRequest(request, body);
  shared.requests.push(seen);

  const key = `${seen.sessionId}\0${text}\0${step}`;
  seen.attempt = (shared.attempts.get(key) ?? 0) + 1;
  shared.attempts.set(key, seen.attempt);

  const plan = isScript(text) ? scriptedPlan(body) : demoPlan(body, shared.demoDelayMs);
  const fault = plan.faults.find(({ times }) => seen.attempt <= times) ?? null;
  if (fault) seen.fault = fault.kind === "HTTP" ? `HTTP ${fault.status}` : fault.kind;
  if (plan.items.length === 0) plan.items = fallbackItems(fault, seen.attempt);

  const gone = new Promise<void>((resolve) => {
    response.once("close", () => {
      seen.finished = response.writableFinished;
      seen.aborted = !seen.finished && fault?.kind !== "DROP" && fault?.kind !== "DROP0";
      resolve();
    });
  });
  await send(response, body, { plan, fault, wait: (name) => shared.holds.wait(name, gone) });
}

async function readBody(request: IncomingMessage): Promise<MessagesBody | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    return Array.isArray(body?.messages) ? body : null;
  } catch {
    return null; // answered with 400, as the API does
  }
}

function describeRequest(request: IncomingMessage, body: MessagesBody): SeenRequest {
  const header = (name: string) => request.headers[name]?.toString() ?? null;
  return {
    prompt: newestPrompt(body).text,
    userTexts: userTexts(body),
    injectedTexts: injectedTexts(body),
    systemLength: systemText(body).length,
    tools: toolNames(body),
    model: body.model,
    stream: body.stream === true,
    sessionId: header("x-claude-code-session-id"),
    apiKey: header("x-api-key"),
    attempt: 0,
    fault: null,
    finished: false,
    aborted: false,
  };
}

/** What a script without any content says: something to break off, or that the faults are over. */
function fallbackItems(fault: Fault | null, attempt: number): Plan["items"] {
  const text = fault ? "A partial answer, then more of it." : `Recovered after ${attempt - 1} faults.`;
  return [{ type: "text", deltas: wordsOf(text) }];
}

interface Answer {
  plan: Plan;
  fault: Fault | null;
  wait: (name: string) => Promise<void>;
}

async function send(response: ServerResponse, body: MessagesBody, { plan, fault, wait }: Answer): Promise<void> {
  if (plan.headersAfterMs > 0) await sleep(plan.headersAfterMs);
  // A hold before any content holds the headers too.
  while (plan.items[0]?.type === "hold") {
    await wait(plan.items[0].name);
    plan.items.shift();
  }
  if (response.destroyed || fault?.kind === "HANG") return;
  if (fault?.kind === "HTTP") return sendError(response, fault.status, fault.retryAfter);
  if (fault?.kind === "DROP0") response.destroy();
  else if (body.stream) await new Streaming(response, plan, { fault, wait }).send(body);
  else await sendWhole(response, plan, { body, fault, wait });
}

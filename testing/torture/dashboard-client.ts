import { readFileSync } from "node:fs";
import type { ThreadView } from "../../lib/core/message.ts";
import { projectFile } from "../../scripts/project.mjs";
import { cookieHeader } from "../signed-in.ts";

/** A question, as its asker gives it. */
export interface Question {
  prompt: string;
  modulePath: string;
  threadId?: string;
}

/** What an asker is told when its question was accepted. */
export interface Accepted {
  threadId: string;
  messageId: string;
}

/** A question was turned down by a process that was there. */
export class Refused extends Error {}

const PATIENCE_MS = 15_000;

/** Talks to a dashboard as its pages do. */
export class DashboardClient {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** @throws when it is not reached, or refuses */
  async ask({ prompt, modulePath, threadId }: Question): Promise<Accepted> {
    // As React sends the arguments of a server action: a state, and a form that is the part 1.
    const body = new FormData();
    body.append("_1_prompt", prompt);
    body.append("_1_modulePath", modulePath);
    if (threadId) body.append("_1_threadId", threadId);
    body.append("0", JSON.stringify([{ status: "idle" }, "$K1"]));
    const answer = await this.#act("askModuleAction", body);
    const [, state] = /"threadId":"([^"]+)","messageId":"[^"]+"/.exec(answer) ?? [];
    const [, messageId] = /"messageId":"([^"]+)"/.exec(answer) ?? [];
    if (!state || !messageId) throw new Refused(`The dashboard answered: ${answer.slice(0, 500)}`);
    return { threadId: state, messageId };
  }

  async stop(messageId: string): Promise<void> {
    await this.#act("stopQueryAction", JSON.stringify([messageId]));
  }

  /** A thread, as its page gets it anew. */
  async thread(threadId: string): Promise<ThreadView> {
    const response = await this.get(`/api/threads/${encodeURIComponent(threadId)}`, AbortSignal.timeout(PATIENCE_MS));
    return (await response.json()) as ThreadView;
  }

  get(path: string, signal: AbortSignal, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.#origin + path, { signal, headers: { ...headers, ...cookieHeader(this.#origin) } });
  }

  async #act(name: string, body: FormData | string): Promise<string> {
    const response = await fetch(this.#origin, {
      method: "POST",
      headers: {
        ...{ "next-action": actionId(name), origin: this.#origin, accept: "text/x-component" },
        ...cookieHeader(this.#origin),
      },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`The dashboard answered ${name} with ${response.status}.`);
    return response.text();
  }
}

let known: Map<string, string> | undefined;

/** The id under which the build knows a server action. */
function actionId(name: string): string {
  if (!known) {
    const manifest = JSON.parse(readFileSync(projectFile(".next/server/server-reference-manifest.json"), "utf8"));
    const actions = Object.entries(manifest.node as Record<string, { exportedName: string }>);
    known = new Map(actions.map(([id, { exportedName }]) => [exportedName, id]));
  }
  const id = known.get(name);
  if (!id) throw new Error(`The build has no server action ${name}.`);
  return id;
}

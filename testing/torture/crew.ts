import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Dashboard, startDashboard } from "../dashboard.ts";
import { type Accepted, DashboardClient, type Question, Refused } from "./dashboard-client.ts";
import type { World } from "./world.ts";

/** A process that asks and follows, and that may be killed. */
export interface Member {
  kind: "dashboard" | "asker";
  pid: number;
  ask(question: Question): Promise<Accepted>;
  /** Ends it gently. */
  leave(): Promise<void>;
}

export interface DashboardMember extends Member {
  kind: "dashboard";
  client: DashboardClient;
  dashboard: Dashboard;
}

export async function startDashboardMember(world: World): Promise<DashboardMember> {
  const dashboard = await startDashboard({ dir: world.dir, env: world.env });
  const client = new DashboardClient(dashboard.url);
  return {
    ...{ kind: "dashboard", pid: dashboard.pid, client, dashboard },
    ask: (question) => client.ask(question),
    leave: async () => {
      await dashboard.stop();
    },
  };
}

/** What an asker says of a question that has ended. */
export interface ToldOutcome {
  messageId: string;
  status: string;
  /** The pieces that it was told while the answer was written. */
  told: string;
  content: string;
}

interface AskerLine extends Partial<ToldOutcome> {
  id?: number;
  threadId?: string;
  refused?: string;
}

/** @param onOutcome told how each query ended for the one who asked */
export function startAsker(world: World, onOutcome: (outcome: ToldOutcome) => void): Member {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "asker.mjs")], {
    env: { ...world.env, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.on("error", () => {}); // it was killed
  const waiting = new Map<number, { accept(accepted: Accepted): void; refuse(error: Error): void }>();
  const closed = once(child, "close").then(() => {
    for (const { refuse } of waiting.values()) refuse(new Error("The asker was killed."));
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    const told = parsed(line);
    if (!told) return; // it was killed in the middle of a line
    const question = waiting.get(told.id ?? -1);
    waiting.delete(told.id ?? -1);
    if (told.refused !== undefined) question?.refuse(new Refused(told.refused));
    else if (told.status === undefined) question?.accept(told as Accepted);
    else onOutcome(told as ToldOutcome);
  });
  return {
    kind: "asker",
    pid: child.pid ?? 0,
    ask: (question) =>
      new Promise((accept, refuse) => {
        if (hasEnded(child)) return refuse(new Error("The asker was killed."));
        const id = nextId++;
        waiting.set(id, { accept, refuse });
        child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
      }),
    leave: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

let nextId = 0;

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function parsed(line: string): AskerLine | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

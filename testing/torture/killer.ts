import { setTimeout as sleep } from "node:timers/promises";
import { identify } from "../../lib/claude/process-identity.ts";
import type { Member } from "./crew.ts";
import type { Dice } from "./random.ts";
import type { Sampler, SeenRun } from "./sampler.ts";

export type KillKind = "dashboard" | "asker" | "claude" | "everyone who follows";

/** What the killer may do, and whom it may do it to. */
export interface Prey {
  sampler: Sampler;
  /** Dashboards and askers that are there now. */
  members(): Member[];
  /** Pids of `claude` processes that are kept for follow-ups. */
  kept(): number[];
  /** Told after a member was killed, or several: they are to be started again. */
  killed(members: Member[]): void;
}

/** Kills at random moments, and at moments when it hurts: just after a run was launched, just after one ended. */
export class Killer {
  readonly kills: Record<KillKind, number> = { dashboard: 0, asker: 0, claude: 0, "everyone who follows": 0 };
  pauses = 0;
  /** The pids of `claude` processes that were killed. */
  readonly victims = new Set<number>();
  readonly #dice: Dice;
  readonly #prey: Prey;

  constructor(dice: Dice, prey: Prey) {
    this.#dice = dice;
    this.#prey = prey;
  }

  /** Waits for a moment, and kills. @returns how many processes it killed */
  async strike(): Promise<number> {
    const dice = this.#dice;
    const chosen = await this.#moment();
    const kind = dice.next();
    if (kind < 0.1) {
      await this.#pause();
      return 0;
    }
    if (kind < 0.4) return this.#killClaude(chosen);
    if (kind < 0.43) return this.#killMembers(this.#prey.members(), "everyone who follows");
    const follower = this.#prey.members().find((member) => member.pid === chosen?.follower);
    const wanted = dice.chance(0.5) ? "dashboard" : "asker";
    const victim = follower ?? dice.pick(this.#prey.members().filter((member) => member.kind === wanted));
    return victim ? this.#killMembers([victim], victim.kind) : 0;
  }

  /** A random moment, or one just after a run was launched or has ended. @returns the run that it is about */
  async #moment(): Promise<SeenRun | undefined> {
    const { sampler } = this.#prey;
    const dice = this.#dice;
    const kind = dice.next();
    const limit = performance.now() + 2_000;
    sampler.justEnded.length = 0;
    if (kind < 0.35) {
      await sleep(dice.between(10, 800));
      return dice.pick(sampler.active);
    }
    const isIt = (run: SeenRun) => run.state === "starting";
    let found: SeenRun | undefined;
    while (!found && performance.now() < limit) {
      await sleep(3);
      found = kind < 0.7 ? sampler.active.find(isIt) : sampler.justEnded.pop();
    }
    await sleep(dice.between(0, 120));
    return found;
  }

  #killClaude(run: SeenRun | undefined): number {
    const running = this.#prey.sampler.active.map((other) => other.process);
    const pids = [...running, ...this.#prey.kept()].filter((pid) => pid > 0 && identify(pid) !== null);
    const pid = run && pids.includes(run.process) ? run.process : this.#dice.pick(pids);
    if (!pid || !send(pid, "SIGKILL")) return 0;
    this.victims.add(pid);
    this.kills.claude += 1;
    return 1;
  }

  #killMembers(members: Member[], kind: KillKind): number {
    const hit = members.filter(({ pid }) => send(pid, "SIGKILL"));
    this.kills[kind] += hit.length;
    this.#prey.killed(hit);
    return hit.length;
  }

  /** Stops a member for a while, as a machine that sleeps or a debugger does. */
  async #pause(): Promise<void> {
    const member = this.#dice.pick(this.#prey.members());
    if (!member || !send(member.pid, "SIGSTOP")) return;
    this.pauses += 1;
    // Longer than others wait for it to launch what it asked, now and then.
    await sleep(this.#dice.chance(0.3) ? this.#dice.between(5_500, 7_000) : this.#dice.between(50, 2_500));
    send(member.pid, "SIGCONT");
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it ended just now
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { openStore } from "../../lib/db/store.ts";
import { faultsOf } from "../store-faults.ts";
import { checkAnswer, storedAnswers } from "./check-answers.ts";
import { checkReaders } from "./check-readers.ts";
import { type DashboardMember, type Member, startAsker, startDashboardMember, type ToldOutcome } from "./crew.ts";
import { Refused } from "./dashboard-client.ts";
import { FeedReader } from "./feed-reader.ts";
import { Killer } from "./killer.ts";
import { type PlannedQuestion, planQuestion } from "./questions.ts";
import { Dice } from "./random.ts";
import { Sampler } from "./sampler.ts";
import { keptPids, orphans, settle } from "./settle.ts";
import { Tally } from "./tally.ts";
import { forgetSessions, type World } from "./world.ts";

export interface TortureOptions {
  kills: number;
  seed: number;
  dashboards: number;
  askers: number;
  /** Told what happens, in words. */
  say(words: string): void;
}

/** Kills between two checks. */
const ROUND = 8;
/** Queries that are to be under way at any time: more than may run at once. */
const UNDER_WAY = 10;
const READERS = 2;

/** Kills processes under load, starts them again, and checks after each round that nothing is lost, doubled or stuck. */
export class Torture {
  readonly tally = new Tally();
  readonly #world: World;
  readonly #options: TortureOptions;
  readonly #dice: Dice;
  readonly #connection: Database.Database;
  readonly #sampler: Sampler;
  readonly #killer: Killer;
  readonly #readers: FeedReader[];
  readonly #members = new Set<Member>();
  readonly #restarts = new Set<Promise<void>>();
  readonly #questions = new Map<string, PlannedQuestion>();
  readonly #accepted = new Set<string>();
  /** Answers that were asked to be stopped. */
  readonly #stopped = new Set<string>();
  readonly #told: ToldOutcome[] = [];
  readonly #checked = new Set<string>();
  readonly #threads: { threadId: string; modulePath: string }[] = [];
  #feeding = false;

  private constructor(world: World, options: TortureOptions) {
    this.#world = world;
    this.#options = options;
    this.#dice = new Dice(options.seed);
    this.#connection = new Database(world.database, { timeout: 10_000 });
    this.#sampler = new Sampler(world.database);
    this.#readers = Array.from({ length: READERS }, () => new FeedReader(() => this.#anyDashboard()));
    this.#killer = new Killer(new Dice(options.seed + 1), {
      sampler: this.#sampler,
      members: () => [...this.#members],
      kept: () => keptPids(this.#connection),
      killed: (members) => {
        for (const member of members) this.#startAgain(member);
      },
    });
  }

  static async run(world: World, options: TortureOptions): Promise<Tally> {
    await (await openStore({ path: world.database })).close();
    const torture = new Torture(world, options);
    try {
      await torture.#begin();
      while (torture.tally.kills < options.kills && torture.tally.violations.length === 0) await torture.#round();
      await torture.#end();
    } finally {
      torture.#feeding = false;
      torture.#sampler.end();
      torture.#connection.close();
    }
    return torture.tally;
  }

  async #begin(): Promise<void> {
    const { dashboards, askers } = this.#options;
    await Promise.all(Array.from({ length: dashboards }, () => this.#start("dashboard")));
    for (let at = 0; at < askers; at++) await this.#start("asker");
  }

  async #start(kind: Member["kind"]): Promise<void> {
    const member =
      kind === "dashboard"
        ? await startDashboardMember(this.#world)
        : startAsker(this.#world, (told) => this.#told.push(told));
    this.#members.add(member);
  }

  #startAgain(member: Member): void {
    this.#members.delete(member);
    const wait = this.#dice.between(0, 1_000);
    const restart = sleep(wait)
      .then(() => this.#start(member.kind))
      .catch((error: unknown) => this.tally.violation(`a ${member.kind} did not start again: ${String(error)}`))
      .finally(() => this.#restarts.delete(restart));
    this.#restarts.add(restart);
  }

  #anyDashboard(): DashboardMember | undefined {
    const dashboards = [...this.#members].filter((member) => member.kind === "dashboard") as DashboardMember[];
    return dashboards[Math.floor(Math.random() * dashboards.length)];
  }

  async #round(): Promise<void> {
    const { kills } = this.#options;
    this.#feeding = true;
    const feeding = this.#feed();
    const target = Math.min(kills, this.tally.kills + ROUND);
    while (this.tally.kills < target) this.tally.kills += await this.#killer.strike();
    this.#feeding = false;
    await feeding;
    while (this.#restarts.size > 0) await Promise.all(this.#restarts);
    await this.#check();
    if (this.#dice.chance(0.3)) forgetSessions(this.#world);
    const { killed, violations, answers } = this.tally;
    Object.assign(killed, this.#killer.kills);
    this.#options.say(`${this.tally.kills} of ${kills} kills, ${answers} answers, ${violations.length} violations`);
  }

  /** Keeps more queries under way than may run at once. */
  async #feed(): Promise<void> {
    const asking = new Set<Promise<void>>();
    while (this.#feeding) {
      const { active, waiting } = this.#sampler;
      if (active.length + waiting.length + asking.size < UNDER_WAY) {
        const asked = this.#ask().finally(() => asking.delete(asked));
        asking.add(asked);
      }
      await sleep(this.#dice.between(5, 60));
    }
    await Promise.all(asking);
  }

  async #ask(): Promise<void> {
    const dice = this.#dice;
    const member = dice.pick([...this.#members]);
    if (!member) return;
    const question = planQuestion(dice, this.#questions.size);
    this.#questions.set(question.prompt, question);
    const thread = dice.chance(0.5) ? dice.pick(this.#threads.slice(-4)) : undefined;
    const modulePath = thread?.modulePath ?? dice.pick(this.#world.modules) ?? "";
    try {
      const { prompt } = question;
      const accepted = await member.ask({ prompt, modulePath, ...(thread && { threadId: thread.threadId }) });
      this.#accepted.add(accepted.messageId);
      if (!thread) this.#threads.push({ threadId: accepted.threadId, modulePath });
      if (dice.chance(0.04)) await this.#stop(accepted.messageId);
    } catch (error) {
      // Its asker was killed or stopped; the database tells whether the question was stored.
      this.tally.unasked += 1;
      if (error instanceof Refused) this.tally.violation(`a question was refused: ${error.message}`);
    }
  }

  async #stop(messageId: string): Promise<void> {
    await sleep(this.#dice.between(0, 1_500));
    this.#stopped.add(messageId);
    await this.#anyDashboard()?.client.stop(messageId);
  }

  async #check(): Promise<void> {
    const { tally } = this;
    tally.rounds += 1;
    tally.add("stuck", await settle(this.#connection));
    tally.add("orphans", await orphans(this.#connection, this.#world));
    tally.add("integrity", faultsOf(this.#connection));
    tally.integrityChecks += 1;
    await this.#checkAnswers();
    tally.add("readers", await checkReaders(this.#readers, this.#connection));
    tally.connections = this.#readers.reduce((sum, reader) => sum + reader.connections, 0);
    tally.add("order", this.#sampler.outOfOrder());
    tally.pauses = this.#killer.pauses;
    tally.samples = this.#sampler.samples;
    tally.ways = { ...countWays(this.#connection), "put back in line": this.#sampler.putBack() };
    tally.mostAtOnce = this.#sampler.mostAtOnce;
    if (tally.mostAtOnce > this.#world.runs) tally.violation(`${tally.mostAtOnce} runs at once`);
  }

  async #checkAnswers(): Promise<void> {
    const printed = await this.#world.claude.printed();
    const answers = storedAnswers(this.#connection);
    for (const answer of answers) {
      if (this.#checked.has(answer.messageId)) continue;
      this.#checked.add(answer.messageId);
      const question = this.#questions.get(answer.question);
      const excuses = { question, victims: this.#killer.victims, stopped: this.#stopped };
      this.tally.answer(answer, checkAnswer(answer, printed, excuses));
    }
    const known = new Map(answers.map((answer) => [answer.messageId, answer]));
    for (const messageId of this.#accepted)
      if (!known.has(messageId)) this.tally.violation(`the answer ${messageId} of an accepted question is not there`);
    for (const { messageId, told, content, status } of this.#told.splice(0)) {
      const stored = known.get(messageId);
      this.tally.told += 1;
      if (stored?.content === content && stored.status === status && told === content) continue;
      const lengths = `${told.length} characters in pieces, ${content.length} at the end (${status})`;
      const stand = `stored are ${stored?.content.length} (${stored?.status})`;
      this.tally.violation(`who asked for ${messageId} was told ${lengths}; ${stand}`);
    }
  }

  /** Ends all gently: nothing may be left. */
  async #end(): Promise<void> {
    for (const reader of this.#readers) await reader.end();
    await Promise.all([...this.#members].map((member) => member.leave()));
    this.tally.add("orphans", await orphans(null, this.#world));
  }
}

function countWays(connection: Database.Database): Record<string, number> {
  const sql = (what: string) => `SELECT count(*) FROM runs WHERE ${what}`;
  const count = (what: string) => Number(connection.prepare(sql(what)).pluck().get());
  const lost = connection.prepare("SELECT count(*) FROM blocks WHERE name = 'session-lost'").pluck().get();
  return {
    "by a kept process": count("warm"),
    "by a resumed session": count("resumed AND NOT warm"),
    "after a lost session": Number(lost),
  };
}

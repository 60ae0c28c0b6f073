import type { AnswerCheck, StoredAnswer } from "./check-answers.ts";

/** What is checked besides the answers' text. */
export type Check = "stuck" | "orphans" | "integrity" | "readers" | "order";

/** What happened in a torture run, and what was found wrong. */
export class Tally {
  kills = 0;
  killed: Record<string, number> = {};
  pauses = 0;
  rounds = 0;
  answers = 0;
  /** Answers by how they ended: "complete", or the code of the failure. */
  outcomes: Record<string, number> = {};
  /** Questions whose asker was killed before it told that they were accepted. */
  unasked = 0;
  /** How answers came to their process, besides by a new one. */
  ways: Record<string, number> = {};
  compared = 0;
  lost = 0;
  doubled = 0;
  /** Answers of which the one who asked was told to their end. */
  told = 0;
  connections = 0;
  integrityChecks = 0;
  samples = 0;
  mostAtOnce = 0;
  readonly found: Record<Check, number> = { stuck: 0, orphans: 0, integrity: 0, readers: 0, order: 0 };
  readonly violations: string[] = [];

  violation(words: string): void {
    this.violations.push(words);
  }

  add(check: Check, faults: string[]): void {
    this.found[check] += faults.length;
    this.violations.push(...faults);
  }

  answer({ status, failure }: StoredAnswer, { compared, lost, doubled, faults }: AnswerCheck): void {
    const outcome = status === "complete" ? status : String(JSON.parse(failure ?? "{}").code ?? status);
    this.answers += 1;
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
    this.compared += compared;
    this.lost += lost;
    this.doubled += doubled;
    this.violations.push(...faults);
  }

  /** The counts as a small table. */
  table(): string {
    const list = (counts: Record<string, number>) =>
      Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(", ");
    const rows: [string, string][] = [
      ["kills", `${this.kills}: ${list(this.killed)}`],
      ["processes stopped for a while", String(this.pauses)],
      ["answers", `${this.answers}: ${list(this.outcomes)}`],
      ["of these", list(this.ways)],
      ["questions whose asker was killed first", String(this.unasked)],
      ["characters compared", this.compared.toLocaleString("en")],
      ["characters lost", String(this.lost)],
      ["characters doubled", String(this.doubled)],
      ["answers told to their asker, equal to what is stored", String(this.told)],
      ["readers that show anything else than is stored", String(this.found.readers)],
      ["connections of readers", String(this.connections)],
      ["rows stuck", String(this.found.stuck)],
      ["processes orphaned", String(this.found.orphans)],
      ["launches out of order", String(this.found.order)],
      ["runs at once, at most", `${this.mostAtOnce} in ${this.samples.toLocaleString("en")} samples`],
      ["checks of integrity", `${this.integrityChecks}, ${this.found.integrity} faults`],
      ["violations", String(this.violations.length)],
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
  }
}

/** By which door something was asked for. */
export const WAYS = ["dashboard", "terminal", "http", "mcp", "library", "server"] as const;
export type Way = (typeof WAYS)[number];

/** Who wanted something done, as far as it is known: kept with runs and in the log of what was done. */
export interface Origin {
  way: Way;
  /** From where, in words for people: an address and a browser, or a user and a process. */
  from: string;
}

/** Longer words of a browser or a program about itself are cut. */
const LONGEST = 200;

/** An origin whose words are cut to what is kept. */
export function originOf(way: Way, from: string): Origin {
  return { way, from: from.slice(0, LONGEST) };
}

/** Whether a person stood at this door: whoever wrote the question, then, may attach files by naming them. */
export function isPerson({ way }: Origin): boolean {
  return way === "dashboard" || way === "terminal";
}

const SYSTEMS = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux"];

/** A client's address and what it calls itself, a browser in short: "127.0.0.1, Firefox 140 on Linux". */
export function clientWords(address: string, agent: string | null): string {
  if (agent === null || agent === "") return address;
  // Browsers name those that they resemble as well, so the most special one comes first.
  const browser = /(Edg|OPR|Firefox|HeadlessChrome|Chrome|Safari)\/(\d+)/.exec(agent);
  if (!agent.startsWith("Mozilla/") || !browser) return `${address}, ${agent}`;
  const [found, name] = [/(Edg|OPR)\/(\d+)/.exec(agent) ?? browser, SYSTEMS.find((system) => agent.includes(system))];
  return `${address}, ${found[1]} ${found[2]}${name === undefined ? "" : ` on ${name}`}`;
}

import { createHash, randomBytes } from "node:crypto";

/** How long a link lasts that `switchboard login` gives, in milliseconds; the one that was printed at the start stays. */
const LINK_MS = 10 * 60_000;
/** So many wrong ones may come from one address in an hour. */
const MOST_WRONG = 12;
const HOUR_MS = 3_600_000;
/** Of so many addresses at most it is counted; beyond an interface of one's own machine there are others. */
const MOST_ADDRESSES = 10_000;

const digestOf = (code: string) => createHash("sha256").update(code).digest("hex");

/** The codes of links with which a browser signs in, each once, and how often wrong ones were tried. */
export class LoginCodes {
  /** Digests of codes, and until when they count on the monotonic clock. */
  readonly #codes = new Map<string, number>();
  readonly #wrong = new Map<string, number[]>();
  readonly #now: () => number;

  /** @param now a clock that is never set, in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A new code. @param lasts whether it counts until it is used */
  make({ lasts }: { lasts: boolean }): string {
    const code = randomBytes(32).toString("base64url");
    const now = this.#now();
    for (const [digest, until] of this.#codes) if (until < now) this.#codes.delete(digest);
    this.#codes.set(digestOf(code), lasts ? Number.POSITIVE_INFINITY : now + LINK_MS);
    return code;
  }

  /** Whether a code is one of these; from now on it isn't. */
  take(code: string): boolean {
    const digest = digestOf(code);
    const until = this.#codes.get(digest);
    this.#codes.delete(digest);
    return until !== undefined && until >= this.#now();
  }

  /** Whether an address has tried so many wrong ones that it has to wait. */
  isHeld(address: string): boolean {
    return this.#recent(address).length >= MOST_WRONG;
  }

  noteWrong(address: string): void {
    if (this.#wrong.size >= MOST_ADDRESSES && !this.#wrong.has(address)) {
      const [oldest] = this.#wrong.keys();
      if (oldest !== undefined) this.#wrong.delete(oldest);
    }
    this.#wrong.set(address, [...this.#recent(address), this.#now()].slice(-MOST_WRONG));
  }

  #recent(address: string): number[] {
    const since = this.#now() - HOUR_MS;
    return (this.#wrong.get(address) ?? []).filter((at) => at > since);
  }
}

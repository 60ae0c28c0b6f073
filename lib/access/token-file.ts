import { createHmac, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../core/failure.ts";

/** What opens the dashboard of one home. */
export interface Access {
  /** What programs send as `Authorization: Bearer`. */
  token: string;
  /** What the cookies of browsers are signed with. Another token makes another key, so that all of them end with it. */
  cookieKey: Buffer;
}

/** 256 bits, in characters that stand in a header and a shell as they are. */
const TOKEN = /^[\w-]{43}$/;

/** The file in a home that holds its token: for this user's eyes only. */
export function tokenFileOf(home: string): string {
  return path.join(home, "token");
}

/** How soon a new token counts for what is open, in milliseconds. */
const LOOK_MS = 1_000;

/**
 * The token of a home, made when there is none. It is looked at again whenever it is asked for, so that a new one counts
 * at once, in every dashboard.
 */
export class TokenFile {
  readonly #file: string;
  #seen = "";
  #access: Access | null = null;

  constructor(home: string) {
    this.#file = tokenFileOf(home);
  }

  /** @throws SwitchboardError file-damaged, file-unreadable, home-unwritable */
  read(): Access {
    const stat = fs.statSync(this.#file, { throwIfNoEntry: false });
    if (!stat) {
      writeNew(this.#file);
      return this.read();
    }
    const seen = `${stat.ino} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.size}`;
    if (this.#access && seen === this.#seen) return this.#access;
    if ((stat.mode & 0o077) !== 0) fs.chmodSync(this.#file, 0o600);
    const token = readToken(this.#file);
    this.#access = { token, cookieKey: createHmac("sha256", token).update("switchboard cookies").digest() };
    this.#seen = seen;
    return this.#access;
  }

  /**
   * Calls back soon after the token has become another one, or can't be read any more: what was let in by the old one may
   * still be open. @returns its undo
   */
  onRenewed(listener: () => void): () => void {
    let known = this.#tokenOrNone();
    const timer = setInterval(() => {
      const now = this.#tokenOrNone();
      if (now === known) return;
      known = now;
      listener();
    }, LOOK_MS);
    timer.unref();
    return () => clearInterval(timer);
  }

  #tokenOrNone(): string | null {
    try {
      return this.read().token;
    } catch {
      return null; // the gate says why when somebody asks
    }
  }

  /** Makes a new token: whoever is signed in anywhere is signed out. @throws SwitchboardError home-unwritable */
  renew(): Access {
    const next = `${this.#file}.${process.pid}.new`;
    writeWith(next, () => fs.renameSync(next, this.#file));
    this.#access = null;
    return this.read();
  }
}

/** @throws SwitchboardError file-damaged, file-unreadable */
function readToken(file: string): string {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new SwitchboardError("file-unreadable", `${file} can't be read.`, {
      hint: "It has to belong to the user who starts Switchboard.",
      cause,
    });
  }
  if (TOKEN.test(text)) return text;
  throw new SwitchboardError("file-damaged", `${file} holds no token.`, {
    hint: "Remove it: the next start makes another, and every browser signs in again.",
  });
}

/** Two dashboards that start at once agree on the one that was first. */
function writeNew(file: string): void {
  const next = `${file}.${process.pid}.first`;
  writeWith(next, () => {
    try {
      fs.linkSync(next, file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      fs.rmSync(next);
    }
  });
}

function writeWith(next: string, place: () => void): void {
  try {
    fs.mkdirSync(path.dirname(next), { recursive: true, mode: 0o700 });
    fs.rmSync(next, { force: true });
    fs.writeFileSync(next, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
    place();
  } catch (cause) {
    throw new SwitchboardError("home-unwritable", `The token can't be written into ${path.dirname(next)}.`, {
      hint: "Look at the rights of the directory, or name another one with SWITCHBOARD_HOME.",
      cause,
    });
  }
}

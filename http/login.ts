import type { IncomingMessage, ServerResponse } from "node:http";
import { equalSecrets } from "../lib/access/equal-secrets.ts";
import type { TokenFile } from "../lib/access/token-file.ts";
import type { AuditEvent } from "../lib/core/audit.ts";
import { type Answerer, answerRefused, type Who } from "./gate-answers.ts";
import { FROM_ELSEWHERE, NOWHERE, SIGNED_OUT } from "./gate-refusals.ts";
import { LoginCodes } from "./login-codes.ts";
import { type LoginPageWords, loginPage, passingPage } from "./login-page.ts";
import { isFromOtherPage, isNavigation } from "./request-origin.ts";

export const LOGIN = "/login";
/** Where `switchboard login` gets a link for a browser. */
const LINK = `${LOGIN}/link`;
/** A form with one code in it, in bytes. */
const MOST_BYTES = 8_192;

export type LoginEvent = Extract<AuditEvent, "login" | "login-refused" | "logout">;

/** What a login does besides answering. */
export interface LoginDoors {
  signIn(request: IncomingMessage, response: ServerResponse): void;
  note(event: LoginEvent, request: IncomingMessage): void;
}

/** How a browser is signed in: by a link that counts once, or by the token, typed into a form. */
export class Login {
  readonly #access: TokenFile;
  readonly #codes = new LoginCodes();
  readonly #doors: LoginDoors;

  constructor(access: TokenFile, doors: LoginDoors) {
    this.#access = access;
    this.#doors = doors;
  }

  newPath({ lasts }: { lasts: boolean }): string {
    return `${LOGIN}?code=${this.#codes.make({ lasts })}`;
  }

  /** Answers a request of nobody for anything else: a person is asked to sign in, a program told how. */
  ask(answer: Answerer): void {
    const { request } = answer;
    if (!isNavigation(request)) return void answerRefused(answer, SIGNED_OUT);
    // A link of another site leads here without the cookie; the same address, opened by a page of ours, has it.
    const site = request.headers["sec-fetch-site"];
    if (site === "cross-site" || site === "same-site") return void passingPage(answer);
    loginPage(answer, 401, { next: request.url ?? "/" });
  }

  serve(answer: Answerer, who: Who): void {
    const { request } = answer;
    const { pathname, searchParams } = new URL(request.url ?? LOGIN, "http://dashboard");
    if (pathname === LINK) return void this.#link(answer, who);
    if (pathname !== LOGIN) return void answerRefused(answer, NOWHERE);
    const next = safeNext(searchParams.get("next"));
    const code = searchParams.get("code");
    if (request.method === "POST") {
      // Who leaves in the midst of a form needs no answer.
      this.#form(answer, next).catch(() => answer.response.destroy());
      return;
    }
    // HEAD is what looks at links before a person does: it uses none up.
    if (request.method !== "GET") return void answerRefused(answer, { ...NOWHERE, status: 405 });
    if (who.kind !== "nobody") return void this.#enter(answer, next);
    if (code === null) return void loginPage(answer, 200, { next });
    this.#try(answer, { next, isRight: () => this.#codes.take(code) });
  }

  /** Only a program that has the token gets links. */
  #link(answer: Answerer, who: Who): void {
    if (who.kind !== "program") return void answerRefused(answer, SIGNED_OUT);
    if (answer.request.method !== "POST") return void answerRefused(answer, { ...NOWHERE, status: 405 });
    answer.response.writeHead(201, { "content-type": "application/json", "cache-control": "no-store" });
    answer.response.end(JSON.stringify({ path: this.newPath({ lasts: false }) }));
  }

  async #form(answer: Answerer, next: string): Promise<void> {
    if (isFromOtherPage(answer.request)) return void answerRefused(answer, FROM_ELSEWHERE);
    const body = await readBody(answer.request);
    if (body === null) return void answerRefused(answer, { ...NOWHERE, status: 413 });
    const given = (new URLSearchParams(body).get("code") ?? "").trim();
    const { token } = this.#access.read();
    this.#try(answer, { next, isRight: () => this.#codes.take(given) || equalSecrets(given, token) });
  }

  #try(answer: Answerer, { next, isRight }: { next: string; isRight: () => boolean }): void {
    const address = answer.request.socket.remoteAddress ?? "";
    if (this.#codes.isHeld(address)) return void loginPage(answer, 429, { next, words: HELD });
    if (!isRight()) {
      this.#codes.noteWrong(address);
      this.#doors.note("login-refused", answer.request);
      return void loginPage(answer, 403, { next, words: WRONG });
    }
    this.#doors.signIn(answer.request, answer.response);
    this.#doors.note("login", answer.request);
    this.#enter(answer, next);
  }

  /** On to the dashboard; the code is in no address any more. */
  #enter({ response }: Answerer, next: string): void {
    response.writeHead(303, { location: next, "cache-control": "no-store" }).end();
  }
}

/** A path on this server, and nothing else: what a browser could read as another server is the home page. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes("\\")) return "/";
  const { origin, pathname, search } = new URL(next, "http://dashboard");
  return origin === "http://dashboard" && !pathname.startsWith(LOGIN) && !pathname.startsWith("//")
    ? pathname + search
    : "/";
}

/** @returns null when it is too long */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

const WRONG: LoginPageWords = {
  message: "This code opens nothing: it was used, or is of another dashboard.",
  hint: "Get a new link with switchboard login.",
};
const HELD: LoginPageWords = {
  message: "Too many wrong codes came from your address.",
  hint: "Try again in an hour, or start Switchboard anew.",
};

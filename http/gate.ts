import type { IncomingMessage, ServerResponse } from "node:http";
import { equalSecrets } from "../lib/access/equal-secrets.ts";
import { FROM_HEADER, GATE_HEADER, gateMark } from "../lib/access/gate-mark.ts";
import type { TokenFile } from "../lib/access/token-file.ts";
import { isOwnHost } from "../lib/core/host-check.ts";
import { type Answerer, answerRefused, type Who } from "./gate-answers.ts";
import { FORWARDED, FROM_ELSEWHERE, NO_PATH, NO_TOKEN, OTHER_HOST, type Refused } from "./gate-refusals.ts";
import { LOGIN, Login, type LoginEvent } from "./login.ts";
import { dropHearsay, isForwarded, isFromOtherPage, saysElsewhere } from "./request-origin.ts";
import { cookieLeft, cookieName, cookieValue, cookieValues, isHalfOver, setCookie } from "./session-cookie.ts";

export interface GateOptions {
  access: TokenFile;
  /** The port that is listened on, once it is. */
  port: () => number;
  /** Names besides those of the loopback interface by which the dashboard is reached. */
  allowedHosts: readonly string[];
  /** Whether a proxy stands in front, whose forwarded headers are expected; nothing in them is believed but https. */
  proxied: boolean;
  /** Told who signs in or out, and who tried to. */
  note?: (event: LoginEvent, request: IncomingMessage) => void;
  /** Wall clock, in Unix seconds. */
  now?: () => number;
}

/**
 * What stands before every page, action, route, stream and file: whose name was called, who asks, and from where. Whoever
 * reaches the dashboard can run code as its user, so nothing is answered before, also on the loopback interface, which
 * every user and every web page of this machine can reach.
 */
export class Gate {
  readonly #options: GateOptions;
  readonly #login: Login;
  readonly #now: () => number;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => Date.now() / 1_000);
    this.#login = new Login(options.access, {
      signIn: (request, response) => this.#signIn(request, response),
      note: (event, request) => options.note?.(event, request),
    });
  }

  /** A path that signs a browser in once. */
  loginPath(): string {
    return this.#login.newPath({ lasts: true });
  }

  /** @returns whether the request may go on; otherwise it has been answered */
  admit(request: IncomingMessage, response: ServerResponse): boolean {
    try {
      return this.#look({ request, response });
    } catch (error) {
      // The token can't be read: then nobody gets in, and the server goes on until it can.
      console.error("The gate stays closed.", error);
      return answerRefused({ request, response }, NO_TOKEN);
    }
  }

  #look(answer: Answerer): boolean {
    const { request, response } = answer;
    const refusal = this.#refusalBefore(request);
    if (refusal) return answerRefused(answer, refusal);
    this.#secure.set(request, this.#options.proxied && request.headers["x-forwarded-proto"] === "https");
    dropHearsay(request);
    delete request.headers[GATE_HEADER];
    request.headers[FROM_HEADER] = request.socket.remoteAddress ?? "";
    const [path = "/"] = (request.url ?? "/").split("?");
    const who = this.#who(request);
    if (path === LOGIN || path.startsWith(`${LOGIN}/`)) {
      this.#login.serve(answer, who);
      return false;
    }
    if (who.kind === "nobody") {
      this.#login.ask(answer);
      return false;
    }
    const isForeign = who.kind === "program" ? saysElsewhere(request) : isFromOtherPage(request);
    if (isForeign) return answerRefused(answer, FROM_ELSEWHERE);
    if (path === "/logout") return this.#signOut(answer);
    if (who.kind === "browser" && isHalfOver(who.left)) this.#signIn(request, response);
    // Behind the gate nobody needs them, and what is passed on to others can't be leaked.
    delete request.headers.cookie;
    delete request.headers.authorization;
    request.headers[GATE_HEADER] = gateMark();
    return true;
  }

  /** Requests that came over https, as a proxy said before its word was dropped. */
  readonly #secure = new WeakMap<IncomingMessage, boolean>();

  #refusalBefore(request: IncomingMessage): Refused | null {
    const { port, allowedHosts, proxied } = this.#options;
    const { host } = request.headers;
    const named = request.rawHeaders.filter((word, at) => at % 2 === 0 && word.toLowerCase() === "host");
    if (named.length !== 1 || !(isOwnHost(host, port()) || isAllowed(host ?? "", allowedHosts, port()))) {
      return { ...OTHER_HOST, hint: `Open http://127.0.0.1:${port()}` };
    }
    if (!isPath(request.url)) return NO_PATH;
    if (!proxied && isForwarded(request)) return FORWARDED;
    return null;
  }

  #who(request: IncomingMessage): Who {
    const { access, port } = this.#options;
    const { token, cookieKey } = access.read();
    const [scheme = "", given = ""] = (request.headers.authorization ?? "").split(" ", 2);
    if (scheme.toLowerCase() === "bearer") {
      return equalSecrets(given.trim(), token) ? { kind: "program" } : { kind: "nobody" };
    }
    for (const value of cookieValues(request.headers.cookie, cookieName(port()))) {
      const left = cookieLeft(cookieKey, value, this.#now());
      if (left !== null) return { kind: "browser", left };
    }
    return { kind: "nobody" };
  }

  #signIn(request: IncomingMessage, response: ServerResponse): void {
    const value = cookieValue(this.#options.access.read().cookieKey, this.#now());
    response.setHeader("set-cookie", setCookie(this.#options.port(), value, this.#secure.get(request) === true));
  }

  #signOut({ request, response }: Answerer): false {
    if (request.method !== "POST") return answerRefused({ request, response }, NO_PATH);
    this.#options.note?.("logout", request);
    response.setHeader("set-cookie", setCookie(this.#options.port(), "", this.#secure.get(request) === true));
    response.writeHead(303, { location: LOGIN, "cache-control": "no-store" }).end();
    return false;
  }
}

function isAllowed(host: string, allowed: readonly string[], port: number): boolean {
  const called = host.toLowerCase();
  return allowed.some((name) => called === name || called === `${name}:${port}`);
}

/** A target that begins with / and whose percent signs can be read. */
function isPath(target: string | undefined): boolean {
  if (!target?.startsWith("/")) return false;
  try {
    decodeURI(target);
    return true;
  } catch {
    return false; // a malformed escape
  }
}

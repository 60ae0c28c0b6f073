import { createHash, type Hash } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { jsonOf } from "../lib/queries/answer-json.ts";
import type { AnswerEvent } from "../lib/queries/answer-teller.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { findAnswer } from "../lib/queries/find-answer.ts";
import { watchAnswer } from "../lib/queries/watch-answer.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { id } from "./api-schemas.ts";

/** Between two comments that only say that the connection lives, in milliseconds. */
const BEAT_MS = 15_000;

const events = createRoute({
  ...{
    method: "get",
    path: "/queries/{id}/events",
    tags: ["Queries"],
    summary: "Follows an answer until it has ended",
  },
  description:
    "Server-sent events. Each has a JSON object of the shapes that docs/cli.md tells (`text`, `withdrawn`, `settled`, `block`, `run`, `ended`), whose type is also the event's. What is there already comes first; the stream ends after `ended`. With Last-Event-ID the text goes on where it was; `restart` says that it begins anew.",
  request: { params: z.object({ id }), headers: z.object({ "last-event-id": z.string().max(100).optional() }) },
  responses: {
    200: { description: "The events.", content: { "text/event-stream": { schema: z.string() } } },
    ...refusals,
  },
});

export function addQueryEvents(app: ApiApp, engine: Engine): void {
  app.openapi(events, (c) => {
    const messageId = findAnswer(engine.store.db, c.req.valid("param").id);
    const place = new ToldText(messageId, c.req.valid("header")["last-event-id"]);
    return streamSSE(c, async (stream) => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      const beat = setInterval(() => void stream.write(": still here\n\n"), BEAT_MS);
      try {
        for await (const event of watchAnswer(engine, messageId, left.signal)) {
          for (const told of place.told(event))
            await stream.writeSSE({ event: told.type, id: place.id, data: JSON.stringify(told) });
        }
      } finally {
        clearInterval(beat);
      }
    });
  });
}

/** An event as it is sent: one of the answer's, or the word that the text begins anew. */
type Told = { type: string } & Record<string, unknown>;

/**
 * How much of the text a reader has been told. The id of an event is that length and a digest of the text so far, so that
 * one who comes again is told the rest; or, when it is not how the answer begins any more, all of it after a `restart`.
 */
class ToldText {
  readonly #messageId: string;
  /** With which id the reader came. */
  readonly #came: string;
  #text = "";
  /** Of the text, so that the cost of an id doesn't grow with what stands before it. */
  #digest = createHash("sha256");
  /** What the reader has, until it is known whether the answer begins so. */
  #has: { length: number; digest: string } | null;

  constructor(messageId: string, lastEventId: string | undefined) {
    this.#messageId = messageId;
    this.#came = lastEventId ?? "";
    const [, length = "0", digest = ""] = /^(\d{1,9})-([\da-f]{16})$/.exec(this.#came) ?? [];
    // An id that is none of ours is of a text that we don't know.
    this.#has = this.#came === "" ? null : { length: Number(length), digest };
  }

  /** While the reader is told nothing of the text, it has what it came with: cut off then, it must not lose its place. */
  get id(): string {
    return this.#has === null ? `${this.#text.length}-${shortened(this.#digest.copy())}` : this.#came;
  }

  /** What is to be told of an event: nothing while it is less than what the reader has. */
  *told(event: AnswerEvent): Generator<Told> {
    if (event.type === "withdrawn") this.#withdraw(event.text);
    if (event.type === "text") this.#add(event.text);
    const has = this.#has;
    if (has === null) yield this.#json(event);
    else if (event.type === "ended" || this.#text.length >= has.length) yield* this.#goOn(event, has);
    else if (event.type === "run" || event.type === "block") yield this.#json(event);
  }

  #add(text: string): void {
    this.#text += text;
    this.#digest.update(text);
  }

  #withdraw(end: string): void {
    const kept = this.#text.slice(0, this.#text.length - end.length);
    this.#text = "";
    this.#digest = createHash("sha256");
    this.#add(kept);
  }

  *#goOn(event: AnswerEvent, { length, digest }: { length: number; digest: string }): Generator<Told> {
    this.#has = null;
    const begins = this.#text.length >= length && digestOf(this.#text.slice(0, length)) === digest;
    if (!begins) yield { type: "restart", messageId: this.#messageId };
    const text = this.#text.slice(begins ? length : 0);
    if (text !== "") yield this.#json({ type: "text", text });
    if (event.type !== "text") yield this.#json(event);
  }

  #json(event: AnswerEvent): Told {
    return { ...jsonOf(event, this.#messageId), type: event.type };
  }
}

const shortened = (hash: Hash) => hash.digest("hex").slice(0, 16);
const digestOf = (text: string) => shortened(createHash("sha256").update(text));

// What an answer says, read from the lines that a CLI printed, without any of the product's own code: the truth that
// tests compare the store with. It knows what the fake claude prints; it does not know of attempts that are withdrawn.

/** Takes bytes of stdout as they come, and knows the answer's text of all whole lines so far. */
export class PrintedText {
  /** Bytes of the line that is not whole yet. */
  #rest = Buffer.alloc(0);
  /** Texts of the blocks so far. */
  #texts = [];
  /** Ids of the API messages that streamed: their assistant lines repeat them. */
  #streamed = new Set();
  /** Whether a result line was printed. */
  hasResult = false;

  /** @param {Uint8Array} bytes */
  push(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let end = this.#rest.indexOf(10); end !== -1; end = this.#rest.indexOf(10)) {
      const line = this.#rest.toString("utf8", 0, end);
      this.#rest = this.#rest.subarray(end + 1);
      if (!this.hasResult) this.#take(parsed(line)); // what comes after the result belongs to no answer
    }
  }

  /** The answer's text: its blocks with a blank line between. */
  get text() {
    const texts = this.#texts.filter((text) => text !== "");
    return texts.join("\n\n").toWellFormed();
  }

  #take(line) {
    if (line?.type === "result") this.hasResult = true;
    if (line?.parent_tool_use_id) return; // a sub-agent's
    if (line?.type === "stream_event") this.#takeEvent(line.event ?? {});
    if (line?.type !== "assistant" || this.#streamed.has(line.message?.id)) return;
    for (const block of line.message?.content ?? []) if (block.type === "text") this.#texts.push(block.text);
  }

  #takeEvent({ type, message, content_block: block, delta }) {
    if (type === "message_start") this.#streamed.add(message?.id);
    if (type === "content_block_start" && block?.type === "text") this.#texts.push(block.text);
    if (type === "content_block_delta" && delta?.type === "text_delta") {
      this.#texts.push((this.#texts.pop() ?? "") + delta.text);
    }
  }
}

function parsed(line) {
  try {
    // trim takes off a byte order mark and the CR of CRLF too.
    return JSON.parse(line.trim());
  } catch {
    return null; // no answer's text
  }
}

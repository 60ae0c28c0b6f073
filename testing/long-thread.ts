import type Database from "better-sqlite3";

/** Writes a thread of so many messages as an import does: answers with tools and results among them. */
export function addLongThread(db: Database.Database, threadId: string, count: number): void {
  const begun = 1_700_000_000;
  const insert = db.prepare("INSERT INTO messages VALUES (?, ?, 'orders', ?, ?, ?, 'complete', NULL)");
  const addBlock = db.prepare("INSERT INTO blocks VALUES (?, ?, ?, 'settled', ?, ?, NULL, 0, ?)");
  const write = db.transaction(() => {
    db.prepare("UPDATE search_state SET bulk = 1").run();
    db.prepare("INSERT INTO threads VALUES (?, 'A long thread', '[\"orders\"]', ?, ?, NULL)").run(
      threadId,
      begun,
      begun + count,
    );
    for (let at = 0; at < count; at += 1) {
      const messageId = messageIdAt(threadId, at);
      const isQuestion = at % 2 === 0;
      const text = isQuestion ? questionAt(at) : answerAt(at);
      // Every third message has the time of the one before.
      insert.run(
        messageId,
        threadId,
        text,
        isQuestion ? "question" : "response",
        begun + (at - (at % 3 === 2 ? 1 : 0)),
      );
      if (at % 10 !== 1) continue;
      addBlock.run(messageId, 0, "text", null, null, text);
      for (let call = 0; call < 8; call += 1) {
        const input = JSON.stringify({ file_path: `/srv/orders/src/part-${at}-${call}.ts` });
        addBlock.run(messageId, 1 + call * 2, "tool_use", "Read", `call-${at}-${call}`, input);
        addBlock.run(messageId, 2 + call * 2, "tool_result", null, `call-${at}-${call}`, answerAt(at + call).repeat(4));
      }
    }
    db.prepare("UPDATE search_state SET bulk = 0").run();
    const places = "SELECT seq FROM message_order JOIN messages USING (message_id) WHERE thread_id = ?";
    db.prepare(`INSERT INTO search_pending (seq) ${places}`).run(threadId);
  });
  write.immediate();
}

/** The id of the message at a place in the thread, from 0. */
export function messageIdAt(threadId: string, at: number): string {
  return `${threadId}-${at}`;
}

const questionAt = (at: number) => `Question ${at}: how does part ${at % 97} of the order flow behave?`;

function answerAt(at: number): string {
  const sentence = `Part ${at} keeps what was ordered until it is sent, and tells the next part when that has happened. `;
  const paragraphs = Array.from({ length: 1 + (at % 5) }, () => sentence.repeat(1 + (at % 4)));
  const code = at % 7 === 1 ? "\n\n```ts\nconst state = orders.get(id);\nreturn state ?? null;\n```" : "";
  const rare = at % 1_000 === 501 ? " Here stands the word heliograph." : "";
  return `${paragraphs.join("\n\n")}${rare}${code}`;
}

import type { MessageView } from "../core/message.ts";
import type { ExportedThread } from "./thread-words.ts";

/** A thread as one JSON document, a message a line: what the library tells of it. */
export function* threadJson(thread: ExportedThread, messages: Iterable<MessageView>): Generator<string> {
  const { firstQuestion: _question, ...shown } = thread;
  yield `{"format":"switchboard-thread","version":1,"thread":${JSON.stringify(shown)},"messages":[`;
  let before = "\n";
  for (const message of messages) {
    yield before + JSON.stringify(message);
    before = ",\n";
  }
  yield "\n]}\n";
}

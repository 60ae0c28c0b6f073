import { expect, test } from "vitest";
import { plainConnection, scratchStore } from "../../testing/store.ts";

test("a row that INSERT OR IGNORE passed over doesn't count for one that is inserted later", async () => {
  const { file } = await scratchStore();
  const other = plainConnection(file);
  const row = (id: string) => `INTO messages VALUES ('${id}', 't', 'm', 'x', 'note', 5, 'complete', NULL)`;
  other.exec(`INSERT INTO threads (thread_id, created_at) VALUES ('t', 1);
    INSERT ${row("a")}; INSERT ${row("b")}; INSERT OR IGNORE ${row("a")};
    DELETE FROM messages WHERE message_id = 'a'; INSERT ${row("a")}`);
  expect(other.prepare("SELECT messages FROM thread_modules").pluck().all()).toEqual([2]);
});

import type Database from "better-sqlite3";

/** What stands in a second place, with the rows that differ there. */
const COPIES = {
  "facts of messages": `SELECT message_id FROM messages JOIN message_order AS o USING (message_id)
    WHERE o.module IS NOT CAST(messages.module AS TEXT) OR o.type IS NOT CAST(messages.type AS TEXT)
      OR o.status IS NOT CAST(coalesce(messages.status, 'complete') AS TEXT)`,
  "places in time": `SELECT message_id FROM message_order, search_state
    WHERE seq NOT BETWEEN CAST(at / 3600 AS INTEGER) * 64 AND CAST(at / 3600 AS INTEGER) * 64 + max_spill`,
  "modules of threads": `SELECT thread_id || ' ' || module FROM (
      SELECT thread_id, CAST(module AS TEXT) AS module, count(*) AS messages FROM messages GROUP BY 1, 2
      EXCEPT SELECT thread_id, module, messages FROM thread_modules)
    UNION ALL SELECT thread_id || ' ' || module FROM thread_modules AS t WHERE messages <> (
      SELECT count(*) FROM messages WHERE messages.thread_id = t.thread_id AND CAST(messages.module AS TEXT) = t.module)`,
  bulk: "SELECT 'left on' FROM search_state WHERE bulk <> 0",
};

/** What must be true of the tables after any write of any program; each entry is a fault. */
export function faultsOf(connection: Database.Database): string[] {
  const faults: string[] = [];
  try {
    for (const index of ["search_index", "title_index"]) {
      connection.exec(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`);
    }
  } catch (error) {
    faults.push(`search index: ${String(error)}`);
  }
  const orphans = {
    message_order: "message_id NOT IN (SELECT message_id FROM messages)",
    blocks: "message_id NOT IN (SELECT message_id FROM messages)",
    runs: "message_id NOT IN (SELECT message_id FROM messages)",
    run_positions: "run_id NOT IN (SELECT run_id FROM runs)",
    thread_flags: "thread_id NOT IN (SELECT thread_id FROM threads)",
    thread_tags: "thread_id NOT IN (SELECT thread_id FROM threads)",
    thread_order: "thread_id NOT IN (SELECT thread_id FROM threads)",
    threads: "thread_id NOT IN (SELECT thread_id FROM thread_order)",
    // What the index has of a message, it knows to forget when the message is gone.
    search_index_docsize: "id NOT IN (SELECT seq FROM message_order UNION SELECT seq FROM search_pending)",
    title_index_docsize: "id NOT IN (SELECT seq FROM thread_order UNION SELECT seq FROM title_pending)",
    messages: "message_id NOT IN (SELECT message_id FROM message_order)",
  };
  for (const [table, condition] of Object.entries(orphans)) {
    const count = Number(connection.prepare(`SELECT count(*) FROM ${table} WHERE ${condition}`).pluck().get());
    if (count > 0) faults.push(`${count} orphans in ${table}`);
  }
  for (const [what, sql] of Object.entries(COPIES)) {
    const differing = connection.prepare(sql).pluck().all();
    if (differing.length > 0) faults.push(`${what}: ${differing.join(", ")}`);
  }
  const check = connection.pragma("integrity_check", { simple: true });
  if (check !== "ok") faults.push(`integrity_check: ${String(check)}`);
  return faults;
}

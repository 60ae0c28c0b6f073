import type Database from "better-sqlite3";

/** What must be true of the tables after any write of any program; each entry is a fault. */
export function faultsOf(connection: Database.Database): string[] {
  const faults: string[] = [];
  try {
    // Compares the index with the texts it stands for.
    connection.exec("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
  } catch (error) {
    faults.push(`search index: ${String(error)}`);
  }
  const orphans = {
    message_order: "message_id NOT IN (SELECT message_id FROM messages)",
    blocks: "message_id NOT IN (SELECT message_id FROM messages)",
    runs: "message_id NOT IN (SELECT message_id FROM messages)",
    run_positions: "run_id NOT IN (SELECT run_id FROM runs)",
    thread_flags: "thread_id NOT IN (SELECT thread_id FROM threads)",
    messages: "message_id NOT IN (SELECT message_id FROM message_order)",
  };
  for (const [table, condition] of Object.entries(orphans)) {
    const count = Number(connection.prepare(`SELECT count(*) FROM ${table} WHERE ${condition}`).pluck().get());
    if (count > 0) faults.push(`${count} orphans in ${table}`);
  }
  const check = connection.pragma("integrity_check", { simple: true });
  if (check !== "ok") faults.push(`integrity_check: ${String(check)}`);
  return faults;
}

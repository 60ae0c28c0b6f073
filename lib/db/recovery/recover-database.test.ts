import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { damagedCopy, filled, messagesOf, pagesOf, rowsOf } from "../../../testing/damaged.ts";
import { UNREADABLE_TEXT } from "./damaged-row.ts";
import { type Recovery, recoverDatabase } from "./recover-database.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Recovers a file, and sees that it is left as it was. */
function recover(file: string): Recovery & { of: (name: string) => Recovery["tables"][number] | undefined } {
  const before = hashOf(file);
  const to = path.join(path.dirname(file), "recovered", `${path.basename(file)}.db`);
  const recovery = recoverDatabase(file, to);
  expect(hashOf(file)).toBe(before);
  expect(fs.readdirSync(path.dirname(to))).toContain(path.basename(to));
  expect(fs.readdirSync(path.dirname(to)).filter((name) => name.startsWith("."))).toEqual([]);
  return { ...recovery, of: (name) => recovery.tables.find((table) => table.name === name) };
}

const hashOf = (file: string) =>
  [file, `${file}-wal`]
    .map((name) => (fs.existsSync(name) ? createHash("sha256").update(fs.readFileSync(name)).digest("hex") : "none"))
    .join();

test("of a database that is well, everything is there again, also what stands only in its log", async () => {
  const { file, db } = await filled();
  const { file: to, tables, strays } = recover(file);
  expect(fs.statSync(`${file}-wal`).size).toBeGreaterThan(0);
  expect(rowsOf(to)).toEqual(rowsOf(file));
  expect(tables.every(({ lost, incomplete }) => (lost ?? 0) === 0 && incomplete === 0)).toBe(true);
  expect(strays).toBe(0);
  expect(fs.statSync(to).mode & 0o777).toBe(0o600);
  db.$client.close();
});

test("of a page of rows only what stood on it is lost", async () => {
  const { whole } = await filled();
  const leaf = pagesOf(whole, "messages").find(({ pagetype, ncell }) => pagetype === "leaf" && ncell > 2);
  const { file: to, of, strays } = recover(damagedCopy(whole, leaf ? [leaf] : []));
  expect(of("messages")).toMatchObject({ lost: leaf?.ncell, incomplete: 0 });
  const [before, after] = [messagesOf(whole), messagesOf(to)];
  expect(after.size).toBe(before.size - (leaf?.ncell ?? 0));
  for (const [id, row] of after) expect(row).toEqual(before.get(id));
  expect(strays).toBe(0);
});

test("where only pages that lead to others are damaged, no message is lost", async () => {
  const { whole } = await filled();
  const inner = pagesOf(whole, "messages").filter(({ pagetype }) => pagetype === "internal");
  expect(inner.length).toBeGreaterThan(0);
  const { file: to, of } = recover(damagedCopy(whole, inner));
  expect(of("messages")).toMatchObject({ lost: 0, incomplete: 0 });
  expect(messagesOf(to)).toEqual(messagesOf(whole));
});

test("where only pages that lead to others are damaged, deleted rows stay deleted, and earlier states stay gone", async () => {
  const { whole } = await filled();
  const client = new Database(whole);
  // The last ones come again, shorter, with the same rowids: what stood on the pages that get free is still there.
  client.exec(`DELETE FROM messages WHERE rowid BETWEEN 100 AND 150;
    CREATE TEMP TABLE again AS SELECT * FROM messages WHERE rowid > 300;
    DELETE FROM messages WHERE rowid > 300;
    INSERT INTO messages SELECT message_id, thread_id, module, 'short', type, timestamp, status, NULL FROM again`);
  client.close();
  const inner = pagesOf(whole, "messages").filter(({ pagetype }) => pagetype === "internal");
  const file = damagedCopy(whole, inner);
  expect(messagesOf(recover(file).file)).toEqual(messagesOf(whole));
});

test("a message whose long text is damaged stays in its place, and says so", async () => {
  const { whole } = await filled();
  const pages = pagesOf(whole, "messages").filter(({ pagetype }) => pagetype === "overflow");
  const { file: to, of } = recover(damagedCopy(whole, pages.slice(0, 1)));
  expect(of("messages")).toMatchObject({ lost: 0, incomplete: 1 });
  const [before, after] = [messagesOf(whole), messagesOf(to)];
  const changed = [...after].filter(([id, row]) => row.content !== before.get(id)?.content);
  expect(changed).toHaveLength(1);
  for (const [id, row] of changed) {
    expect(row).toMatchObject({ ...before.get(id), content: UNREADABLE_TEXT, metadata: null });
  }
});

test("a database whose header is gone is read all the same", async () => {
  const { whole } = await filled();
  const file = damagedCopy(whole, []);
  const handle = fs.openSync(file, "r+");
  fs.writeSync(handle, Buffer.alloc(100), 0, 100, 0);
  fs.closeSync(handle);
  expect(rowsOf(recover(file).file)).toEqual(rowsOf(whole));
});

test("where nothing can be made, or something is there, nothing is changed and nothing left", async () => {
  const { whole } = await filled();
  const dir = path.dirname(whole);
  const before = fs.readdirSync(dir);
  expect(() => recoverDatabase(whole, whole)).toThrow(expect.objectContaining({ code: "file-exists" }));
  fs.writeFileSync(path.join(dir, "file"), "");
  const within = path.join(dir, "file", "x.db");
  expect(() => recoverDatabase(whole, within)).toThrow(expect.objectContaining({ code: "file-unwritable" }));
  const full = vi.spyOn(fs, "statfsSync").mockReturnValue({ bavail: 1, bsize: 4096 } as fs.StatsFs);
  expect(() => recoverDatabase(whole, path.join(dir, "y.db"))).toThrow(expect.objectContaining({ code: "disk-full" }));
  full.mockRestore();
  const link = vi.spyOn(fs, "linkSync").mockImplementation(() => {
    throw Object.assign(new Error("EPERM: no links here"), { syscall: "link" });
  });
  const refused = expect.objectContaining({ code: "file-unwritable" });
  expect(() => recoverDatabase(whole, path.join(dir, "y.db"))).toThrow(refused);
  link.mockRestore();
  const later = vi.spyOn(fs, "copyFileSync").mockImplementation((from) => fs.appendFileSync(from, "more"));
  expect(() => recoverDatabase(whole, path.join(dir, "y.db"))).toThrow(
    expect.objectContaining({ code: "file-changing" }),
  );
  later.mockRestore();
  expect(fs.readdirSync(dir)).toEqual([...before, "file"].toSorted());
});

test("messages whose threads are gone get threads, and are found", async () => {
  const { whole } = await filled();
  const file = damagedCopy(whole, pagesOf(whole, "threads"));
  const { file: to, strays } = recover(file);
  expect(strays).toBe(messagesOf(whole).size);
  const copy = new Database(to, { readonly: true });
  const found = copy.prepare(
    "SELECT count(*) FROM search_index JOIN message_order ON seq = search_index.rowid JOIN messages USING (message_id) JOIN threads USING (thread_id) WHERE search_index MATCH 'sundial'",
  );
  expect(found.pluck().get()).toBe(messagesOf(whole).size);
  copy.close();
});

test("whichever page is damaged, no more is lost than stood on it, and what was saved holds together", async () => {
  const { whole } = await filled();
  const before = messagesOf(whole);
  const pages = pagesOf(whole);
  // Those that lead to others, those of small tables, and some of the many that are like each other.
  const some = pages.filter(({ pagetype, pageno }) => pagetype === "internal" || pageno % 5 === 0);
  for (const { pageno, name } of some) {
    const file = damagedCopy(whole, [{ pageno }]);
    if (name === "sqlite_schema") {
      // Without the list of tables nobody knows where they are.
      expect(() => recover(file)).toThrow(expect.objectContaining({ code: "database-damaged" }));
      continue;
    }
    const { file: to } = recover(file);
    const hit = name === "messages" ? (pages.find((page) => page.pageno === pageno)?.ncell ?? 0) + 1 : 0;
    const after = messagesOf(to);
    const same = [...after].filter(([id, row]) => JSON.stringify(row) === JSON.stringify(before.get(id)));
    expect(same.length, `page ${pageno} of ${name}`).toBeGreaterThanOrEqual(before.size - hit);
    fs.rmSync(to);
  }
});

test("whatever is damaged, something is saved or the damage is told, and nothing else is left", async () => {
  const { whole } = await filled();
  const bytes = fs.readFileSync(whole);
  let state = 11;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  let saved = 0;
  for (let round = 0; round < 40; round += 1) {
    const file = path.join(path.dirname(whole), `round-${round}.db`);
    const copy = Buffer.from(bytes.subarray(0, round % 4 === 0 ? random(bytes.length) : bytes.length));
    for (let hit = 0; hit < 1 + random(60) && copy.length > 0; hit += 1) {
      const at = random(copy.length);
      if (round % 2 === 0) copy[at] = random(256);
      else copy.fill(random(256), at, Math.min(copy.length, at + random(9_000)));
    }
    fs.writeFileSync(file, copy);
    try {
      recover(file);
      saved += 1;
    } catch (error) {
      expect(error, `round ${round}`).toMatchObject({ name: "SwitchboardError" });
    }
    fs.rmSync(file);
  }
  expect(saved).toBeGreaterThan(10);
});

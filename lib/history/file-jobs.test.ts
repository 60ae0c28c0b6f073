import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { testEnvironment } from "../../testing/environment.ts";
import { exportedText } from "../../testing/moving.ts";
import { scratch } from "../../testing/scratch.ts";
import { scratchStore } from "../../testing/store.ts";
import { openStore } from "../db/store.ts";
import { createEngine } from "../queries/engine.ts";
import { beginImport, beginPreview, cancelJob, findJob } from "./file-jobs.ts";

/** An engine on a database of its own, and an export to import into it. */
async function prepared() {
  const dir = scratch();
  const env = testEnvironment(dir, "/nowhere");
  const engine = createEngine(await openStore({ path: env.databasePath }), env);
  const from = await scratchStore();
  const { threadId } = await from.store.createThread({ title: "Formats" });
  await from.store.addMessage({ threadId, module: "m", content: "CSV" });
  const file = path.join(dir, "export.jsonl");
  writeFileSync(file, await exportedText(from.db));
  return { dir, engine, file, text: await exportedText(from.db) };
}

const PATIENT = { timeout: 30_000 };

test("a file is previewed and imported in a thread of its own, and let go of afterwards", async () => {
  const { engine, file, text } = await prepared();
  let released = 0;
  const { jobId } = await beginPreview(engine, file, () => (released += 1));
  await expect.poll(() => findJob(jobId).phase, PATIENT).toBe("previewed");
  expect(findJob(jobId).report?.tally.messages).toMatchObject({ read: 1, added: 1 });
  expect([await engine.store.listThreads(), released]).toEqual([[], 0]);
  beginImport(jobId, false);
  await expect.poll(() => findJob(jobId).phase, PATIENT).toBe("complete");
  expect([await exportedText(engine.store.db), released]).toEqual([text, 1]);
  expect(() => beginImport(jobId, false)).toThrow(/not waiting/);
  await engine.store.close();
});

test("a preview that is cancelled changes nothing, and the copy of a database goes", async () => {
  const { dir, engine } = await prepared();
  const other = await scratchStore();
  const { jobId } = await beginPreview(engine, other.file);
  await expect.poll(() => findJob(jobId).phase, PATIENT).toBe("previewed");
  expect(readdirSync(path.join(dir, "imports"))).toHaveLength(1);
  cancelJob(jobId);
  expect(findJob(jobId).phase).toBe("cancelled");
  await expect.poll(() => readdirSync(path.join(dir, "imports")), PATIENT).toEqual([]);
  expect(existsSync(other.file)).toBe(true);
  await engine.store.close();
});

test("what can't be imported is refused before there is a job, and an unknown job by name", async () => {
  const { dir, engine } = await prepared();
  await expect(beginPreview(engine, path.join(dir, "none"))).rejects.toMatchObject({
    code: "file-missing",
    field: "file",
  });
  await expect(beginPreview(engine, "export.jsonl")).rejects.toMatchObject({ code: "input-invalid" });
  expect(() => findJob("none")).toThrow(/not known any more/);
  await engine.store.close();
});

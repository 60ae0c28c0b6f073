import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createFakeClaude } from "../../testing/fake-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { findClaude, OLDEST_VERSION } from "./find-claude.ts";

function script(dir: string, body: string, mode = 0o755): string {
  const file = path.join(dir, "claude");
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode });
  return file;
}

const ENV = { PATH: "/usr/bin:/bin", HOME: "/nowhere" };

test("the CLI that was configured is taken, with its version", async () => {
  const { path: file } = await createFakeClaude(scratch(), {}, { version: "2.1.197" });
  expect(await findClaude(file, ENV)).toEqual({ path: file, version: "2.1.197" });
  expect(await findClaude(path.relative(process.cwd(), file), ENV)).toEqual({ path: file, version: "2.1.197" });
});

test("without one, the first on PATH is taken, then the usual places", async () => {
  const [first, second, home] = [scratch(), scratch(), scratch()];
  fs.mkdirSync(path.join(first, "claude"));
  const { path: onPath } = await createFakeClaude(second, {});
  const local = path.join(home, ".local", "bin");
  fs.mkdirSync(local, { recursive: true });
  const { path: atHome } = await createFakeClaude(local, {});
  expect(await findClaude(null, { PATH: `${first}:${second}:/usr/bin:/bin`, HOME: home })).toMatchObject({
    path: onPath,
  });
  expect(await findClaude(null, { PATH: `${first}:/usr/bin:/bin`, HOME: home })).toMatchObject({ path: atHome });
});

test("a claude in a relative folder of PATH is not taken", async () => {
  const { path: file } = await createFakeClaude(scratch(), {});
  const relative = path.relative(process.cwd(), path.dirname(file));
  expect(path.isAbsolute(relative)).toBe(false);
  await expect(findClaude(null, { PATH: `${relative}:/usr/bin:/bin`, HOME: "/nowhere" })).rejects.toMatchObject({
    code: "cli-missing",
    message: expect.stringContaining("on PATH"),
  });
});

test("it is asked for its version where nobody but the machine's owner can put settings", async () => {
  const dir = scratch();
  const file = script(dir, `pwd > ${dir}/stood; echo 2.1.197`);
  await findClaude(file, ENV);
  expect(fs.readFileSync(path.join(dir, "stood"), "utf8")).toBe("/\n");
});

test("a configured CLI that isn't there is refused, though another is on PATH", async () => {
  const dir = scratch();
  await createFakeClaude(dir, {});
  const missing = path.join(scratch(), "claude");
  await expect(findClaude(missing, { ...ENV, PATH: dir })).rejects.toMatchObject({
    code: "cli-missing",
    message: expect.stringContaining(missing),
    field: "claude",
  });
});

test("a directory or a file that can't be executed is refused", async () => {
  const directory = scratch();
  await expect(findClaude(directory, ENV)).rejects.toMatchObject({ code: "cli-not-executable" });
  const file = script(scratch(), "echo 2.1.197", 0o644);
  await expect(findClaude(file, ENV)).rejects.toMatchObject({
    code: "cli-not-executable",
    hint: expect.stringContaining(`chmod +x ${file}`),
  });
});

test.each(["1.9.99", "1.10.0", "0.2.126"])("version %s is refused as too old", async (version) => {
  const { path: file } = await createFakeClaude(scratch(), {}, { version });
  await expect(findClaude(file, ENV)).rejects.toMatchObject({
    code: "cli-too-old",
    message: expect.stringMatching(new RegExp(`${version.replaceAll(".", "\\.")}.*${OLDEST_VERSION}`)),
  });
});

test.each(["2.0.0", "2.0.10", "3.0.0", "10.0.0"])("version %s is new enough", async (version) => {
  const { path: file } = await createFakeClaude(scratch(), {}, { version });
  expect(await findClaude(file, ENV)).toMatchObject({ version });
});

test.each([
  ["tells no version", "echo hello"],
  ["says nothing", "exit 0"],
  ["crashes", "echo 'Segmentation fault' >&2; kill -SEGV $$"],
  ["fails", "exit 3"],
])("a program that %s is refused as broken", async (_what, body) => {
  const file = script(scratch(), body);
  await expect(findClaude(file, ENV)).rejects.toMatchObject({
    code: "cli-broken",
    message: expect.stringContaining(file),
  });
});

test("a file that the system can't run is refused as broken", async () => {
  const file = path.join(scratch(), "claude");
  fs.writeFileSync(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), { mode: 0o755 });
  await expect(findClaude(file, ENV)).rejects.toMatchObject({ code: "cli-broken" });
});

test("the version is asked for again once the file has changed", async () => {
  const dir = scratch();
  const calls = path.join(dir, "calls");
  const file = script(dir, `echo >> ${calls}; echo 2.1.1`);
  await findClaude(file, ENV);
  await findClaude(file, ENV);
  expect(fs.readFileSync(calls, "utf8")).toBe("\n");
  script(dir, `echo >> ${calls}; echo 2.1.22`);
  expect(await findClaude(file, ENV)).toMatchObject({ version: "2.1.22" });
  expect(fs.readFileSync(calls, "utf8")).toBe("\n\n");
});

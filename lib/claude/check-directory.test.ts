import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { checkDirectory } from "./check-directory.ts";

const NOBODY = 65_534;

function refusalOf(given: string): unknown {
  try {
    return checkDirectory(given);
  } catch (error) {
    return error;
  }
}

test("a directory is given back by its real path", () => {
  const directory = scratch();
  const link = path.join(scratch(), "link");
  fs.symlinkSync(directory, link);
  expect(checkDirectory(directory)).toBe(directory);
  expect(checkDirectory(`${directory}/`)).toBe(directory);
  expect(checkDirectory(`${directory}/../${path.basename(directory)}/.`)).toBe(directory);
  expect(checkDirectory(link)).toBe(directory);
});

test("~/ stands for the home directory", () => {
  const home = scratch();
  fs.mkdirSync(path.join(home, "modules"));
  vi.stubEnv("HOME", home);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(os.homedir()).toBe(home);
  expect(checkDirectory("~/modules")).toBe(path.join(home, "modules"));
  expect(checkDirectory("~/")).toBe(home);
  expect(refusalOf("~root/")).toMatchObject({ code: "directory-relative" });
});

test.each(["", ".", "..", "modules/a", "./a", "~", "C:\\modules", "file:///tmp", "/tmp\0/etc", "\0"])(
  "%j is refused, being no absolute path",
  (given) => {
    expect(refusalOf(given)).toMatchObject({
      name: "SwitchboardError",
      code: "directory-relative",
      field: "modulePath",
    });
  },
);

test.runIf(process.platform === "linux")("the system's own folders are no projects", () => {
  for (const own of ["/proc", "/proc/self/fd", "/sys", "/dev", "/proc/1/root/proc"]) {
    expect(refusalOf(own), own).toMatchObject({ code: "directory-unreadable" });
  }
});

test("what isn't there is refused, and so is a link that leads nowhere or in a circle", () => {
  const directory = scratch();
  fs.symlinkSync(path.join(directory, "gone"), path.join(directory, "broken"));
  fs.symlinkSync(path.join(directory, "circle"), path.join(directory, "circle"));
  fs.writeFileSync(path.join(directory, "file"), "");
  for (const name of ["missing", "broken", "circle", "file/below", "x".repeat(5_000)]) {
    expect(refusalOf(path.join(directory, name)), name).toMatchObject({ code: "directory-missing" });
  }
});

test("a file is refused, with the directory it is in as a hint", () => {
  const directory = scratch();
  const file = path.join(directory, "file");
  fs.writeFileSync(file, "");
  expect(refusalOf(file)).toMatchObject({ code: "directory-not-directory", hint: expect.stringContaining(directory) });
  expect(refusalOf("/dev/null")).toMatchObject({ code: "directory-not-directory" });
});

test("a directory that this user can't read or search is refused", () => {
  const parent = scratch();
  fs.chmodSync(parent, 0o755);
  const program = `const { checkDirectory } = await import(${JSON.stringify(path.join(import.meta.dirname, "check-directory.ts"))});
    try { checkDirectory(process.argv[1]); console.log("taken"); } catch (error) { console.log(error.code); }`;
  const check = (directory: string) =>
    spawnSync(process.execPath, ["--no-warnings", "--input-type=module", "-e", program, directory], {
      encoding: "utf8",
      // Root may read anything, so the attempt is made as another user then.
      ...(process.getuid?.() === 0 ? { uid: NOBODY } : {}),
    }).stdout.trim();
  for (const [mode, expected] of [
    [0o000, "directory-unreadable"],
    [0o444, "directory-unreadable"],
    [0o111, "directory-unreadable"],
    [0o755, "taken"],
  ] as const) {
    const directory = path.join(parent, mode.toString(8));
    fs.mkdirSync(directory);
    fs.mkdirSync(path.join(directory, "inner"));
    fs.chmodSync(directory, mode);
    expect(check(directory), mode.toString(8)).toBe(expected);
  }
  expect(check(path.join(parent, "0", "inner"))).toBe("directory-unreadable");
});

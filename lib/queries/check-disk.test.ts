import { expect, test } from "vitest";
import { checkDisk, freeBytesAt } from "./check-disk.ts";

const MB = 1024 * 1024;

test("a disk that is nearly full refuses a question, and says what to do", () => {
  const refused = expect.objectContaining({ code: "disk-full", message: expect.stringContaining("only 12 MB left") });
  expect(() => checkDisk("/srv/home", () => 12 * MB)).toThrow(refused);
  expect(() => checkDisk("/srv/home", () => 64 * MB)).not.toThrow();
});

test("a disk that can't be read refuses nothing: creating the files will tell", () => {
  expect(freeBytesAt("/srv/no/such/directory")).toBe(null);
  expect(() => checkDisk("/srv/no/such/directory")).not.toThrow();
});

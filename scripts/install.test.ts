import { expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

const WANTED = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.0.0" },
  "node_modules/@next/swc-win32-x64-msvc": { version: "16.0.0", optional: true },
};

test("packages are installed when each stands there in the lockfile's version", () => {
  expect(isInstalled(WANTED, { "node_modules/next": { version: "16.0.0" } })).toBe(true);
  expect(isInstalled(WANTED, { "node_modules/next": { version: "15.9.0" } })).toBe(false);
  expect(isInstalled(WANTED, {})).toBe(false);
});

import { expect, it } from "vitest";
import { folderName } from "./folder-name.ts";

it.each([
  ["/home/ana/billing-api", "billing-api"],
  [" /home/ana/billing-api/ ", "billing-api"],
  ["C:\\work\\app", "app"],
  ["/", ""],
  ["", ""],
])("calls the module in %j %j", (path, name) => {
  expect(folderName(path)).toBe(name);
});

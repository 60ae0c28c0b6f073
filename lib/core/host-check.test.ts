import { expect, test } from "vitest";
import { isOwnHost } from "./host-check.ts";

test.each(["127.0.0.1:4747", "localhost:4747", "[::1]:4747"])("a request to %s is for this server", (host) => {
  expect(isOwnHost(host, 4747)).toBe(true);
});

test.each([
  undefined,
  "",
  "evil.test",
  "evil.test:4747",
  "localhost.evil.test:4747",
  "evil.test:4747@localhost:4747",
  "localhost",
  "localhost:80",
  "localhost:47470",
  "localhost:04747",
  "localhost.:4747",
  "LOCALHOST:4747",
  " localhost:4747",
  "localhost:4747 ",
  "localhost:4747,evil.test",
  "127.0.0.1",
  "127.1:4747",
  "0.0.0.0:4747",
  "192.168.0.2:4747",
  "::1:4747",
  "[::]:4747",
  "[::ffff:127.0.0.1]:4747",
])("a request to %j is refused", (host) => {
  expect(isOwnHost(host, 4747)).toBe(false);
});

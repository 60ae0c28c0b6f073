import { expect, test } from "vitest";
import { absolutePath, childEnvironment } from "./child-environment.ts";

test("a run gets what the CLI needs, and nothing else of ours", () => {
  const kept = {
    HOME: "/home/a",
    LANG: "C.UTF-8",
    LC_ALL: "C",
    ANTHROPIC_API_KEY: "key",
    ANTHROPIC_BASE_URL: "http://127.0.0.1:1",
    AWS_REGION: "eu",
    HTTPS_PROXY: "http://proxy",
    CLAUDE_CONFIG_DIR: "/config",
    XDG_CONFIG_HOME: "/x",
  };
  const left = {
    CLAUDECODE: "1",
    CLAUDE_CODE_ENTRYPOINT: "cli",
    CLAUDE_CODE_SSE_PORT: "1",
    NODE_OPTIONS: "--inspect",
    NODE_ENV: "production",
    LD_PRELOAD: "/evil.so",
    SWITCHBOARD_DB: "/db",
    SWITCHBOARD_RUN: "another",
    GITHUB_TOKEN: "secret",
    npm_config_x: "1",
    PORT: "4747",
    home: "/wrong",
  };
  const environment = childEnvironment({ ...kept, ...left, PATH: "/usr/bin:/bin", TZ: undefined }, "run-1");
  expect(environment).toEqual({ ...kept, PATH: "/usr/bin:/bin", SWITCHBOARD_RUN: "run-1" });
});

test.each([
  ["/usr/bin:/bin", "/usr/bin:/bin"],
  ["/usr/bin:.:/bin", "/usr/bin:/bin"],
  [":/usr/bin::/bin:", "/usr/bin:/bin"],
  ["node_modules/.bin:/usr/bin:../bin:~/bin", "/usr/bin"],
  ["", "/usr/local/bin:/usr/bin:/bin"],
  [".", "/usr/local/bin:/usr/bin:/bin"],
  [undefined, "/usr/local/bin:/usr/bin:/bin"],
])("of the PATH %j only the absolute folders are kept", (given, expected) => {
  expect(absolutePath(given)).toBe(expected);
  expect(childEnvironment({ PATH: given }, "r").PATH).toBe(expected);
});

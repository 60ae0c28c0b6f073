import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { SHORT_ANSWER } from "../testing/engine.ts";
import { createFakeClaude } from "../testing/fake-claude.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { deltasText } from "../testing/runs.ts";
import { scratch } from "../testing/scratch.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

const PROGRAM = path.join(import.meta.dirname, "..", "testing", "switchboard.ts");
/** util-linux has it; other systems' take other words. */
const hasTerminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

test.skipIf(!hasTerminal)(
  "on a terminal an answer comes with what goes on, hits are bold, and no escape of a model gets through",
  async () => {
    const dir = scratch();
    const claude = await createFakeClaude(dir, SHORT_ANSWER);
    const line = commandLine(dir, claude.path);
    const inTerminal = (words: string[], env: Record<string, string> = {}) => {
      const command = [process.execPath, PROGRAM, ...words].map(quoted).join(" ");
      const ran = spawnSync("script", ["-qec", command, "/dev/null"], {
        cwd: dir,
        encoding: "utf8",
        env: {
          ...{
            ...inheritedEnv(),
            HOME: path.join(dir, "home"),
            NODE_ENV: "test",
            TERM: "xterm-256color",
            COLUMNS: "100",
          },
          ...{
            SWITCHBOARD_HOME: line.home,
            SWITCHBOARD_DB: line.databasePath,
            SWITCHBOARD_CLAUDE: claude.path,
            ...env,
          },
        },
      });
      return { code: ran.status, text: ran.stdout };
    };
    expect(inTerminal(["modules", "add", line.modulePath]).text).toContain(`inventory is ${line.modulePath}`);
    const asked = inTerminal(["ask", "inventory", "Which \u001b]0;owned\u0007 crates?"]);
    expect(asked.code).toBe(0);
    expect(asked.text).toContain(deltasText(3, 4));
    expect(asked.text).toContain("\u001b[2m"); // what goes on is dim
    expect(inTerminal(["search", "crates"]).text).toContain("\u001b[1mcrates\u001b[0m");
    expect(inTerminal(["search", "crates"], { NO_COLOR: "1" }).text).not.toContain("\u001b[1m");
    const listed = inTerminal(["list"]).text;
    expect(listed).toContain("inventory");
    expect(listed).not.toContain("\u001b]0;");
    const threadId = /^(\w{8})/.exec(listed)?.[1] ?? "";
    expect(inTerminal(["thread", threadId]).text).not.toContain("\u001b]0;");
  },
);

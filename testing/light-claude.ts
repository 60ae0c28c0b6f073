import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A claude that is a few lines of shell, so that a test can start many of them. */
export interface LightClaude {
  path: string;
  /** What was asked, in the order in which processes took their questions. */
  asked(): string[];
  /** How often its version was asked for. */
  versions(): number;
  /** How many were answering at once, at most. */
  most(): number;
}

const SCRIPT = `#!/bin/sh
if [ "$1" = --version ]; then echo version >> LOG; echo "2.1.197 (Claude Code)"; exit; fi
read -r question
echo "begin $question" >> LOG
echo '{"type":"system","subtype":"init","session_id":"s","model":"m","cwd":"/","tools":[],"claude_code_version":"2.1.197"}'
sleep 0.05
echo "end" >> LOG
echo '{"type":"result","subtype":"success","is_error":false,"result":"done","session_id":"s"}'
read -r end
`;

/** Makes an executable in `dir` that answers each question with "done". */
export function createLightClaude(dir: string): LightClaude {
  const executable = path.join(dir, "light-claude");
  const log = path.join(dir, "light-claude.log");
  writeFileSync(log, "");
  writeFileSync(executable, SCRIPT.replaceAll("LOG", `'${log}'`));
  chmodSync(executable, 0o755);
  const lines = () => readFileSync(log, "utf8").split("\n").filter(Boolean);
  return {
    path: executable,
    asked: () =>
      lines().flatMap((line) => (line.startsWith("begin ") ? [String(JSON.parse(line.slice(6)).message.content)] : [])),
    versions: () => lines().filter((line) => line === "version").length,
    most() {
      let now = 0;
      const answering = lines().filter((line) => line !== "version");
      return Math.max(...answering.map((line) => (now += line === "end" ? -1 : 1)));
    },
  };
}

import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Whether the CLI has kept a session, so that it can be resumed. It keeps them by directory, under a name that
 * can't be told from the path with certainty: so all of its folders are looked at.
 * @param sessionId a UUID
 */
export function hasTranscript(env: Readonly<Record<string, string | undefined>>, sessionId: string): boolean {
  const config = env.CLAUDE_CONFIG_DIR ?? path.join(env.HOME ?? os.homedir(), ".claude");
  const projects = path.join(config, "projects");
  if (!fs.existsSync(projects)) return false;
  return fs.readdirSync(projects).some((folder) => fs.existsSync(path.join(projects, folder, `${sessionId}.jsonl`)));
}

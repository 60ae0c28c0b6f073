// What can be said about the code without running it: style, types, sizes, the direction of imports, licences.
import { forgetDevTypes } from "./build.mjs";
import { runAttached } from "./processes.mjs";
import { packageFile, projectFile } from "./project.mjs";

/**
 * Runs every check, also after one failed, so that one run shows everything.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} tools
 * @returns {Promise<number>} 0, or the exit code of the first that failed
 */
export async function check({ node, env }) {
  forgetDevTypes();
  const commands = [
    [packageFile("@biomejs/biome/bin/biome"), "check"],
    // Writes the types of the routes and of stylesheets, which a fresh clone does not have yet.
    [packageFile("next/dist/bin/next"), "typegen"],
    [packageFile("typescript/bin/tsc"), "--noEmit"],
    [projectFile("scripts/check-budget.mjs")],
    [projectFile("scripts/check-imports.mjs")],
    [projectFile("scripts/licences.mjs"), "--check"],
  ];
  let failure = 0;
  for (const command of commands) {
    const code = await runAttached(node, command, { env });
    failure ||= code;
  }
  return failure;
}

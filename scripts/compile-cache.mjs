import { projectFile } from "./project.mjs";

/**
 * The same environment, in which Node keeps what it compiled: tests start the command line some hundred times, and a third
 * of each start is compiling the same files. Only for tests: the usual place of such a cache is one that others can write.
 * @template {NodeJS.ProcessEnv} Env
 * @param {Env} env
 */
export function withCompileCache(env) {
  return { ...env, NODE_COMPILE_CACHE: projectFile("node_modules/.cache/node-compile") };
}

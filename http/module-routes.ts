import { createRoute, z } from "@hono/zod-openapi";
import { SwitchboardError } from "../lib/core/failure.ts";
import type { Module } from "../lib/core/message.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { matchingModules, requireModule } from "../lib/queries/modules.ts";
import { addOneModule, changeModule, nameModuleAnew, removeModule } from "../lib/queries/modules-change.ts";
import { settingsOf } from "../lib/queries/registry.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { body, json, moduleChange, moduleName, moduleSchema } from "./api-schemas.ts";

const params = z.object({ name: moduleName });
const tags = ["Modules"];

const list = createRoute({
  ...{ method: "get", path: "/modules", tags, summary: "Lists the modules, by name" },
  request: { query: z.object({ words: z.string().max(200).optional() }) },
  responses: {
    200: json(z.object({ modules: z.array(moduleSchema) }), "Those that have all of the words."),
    ...refusals,
  },
});

const add = createRoute({
  ...{ method: "post", path: "/modules", tags, summary: "Makes a directory a module" },
  request: {
    body: body(
      z.strictObject({ path: z.string().trim().min(1).max(4_096), name: z.string().trim().max(100).optional() }),
    ),
  },
  responses: { 201: json(moduleSchema, "The new module."), ...refusals },
});

const get = createRoute({
  ...{ method: "get", path: "/modules/{name}", tags, summary: "Reads a module" },
  request: { params },
  responses: { 200: json(moduleSchema, "The module."), ...refusals },
});

const change = createRoute({
  ...{ method: "patch", path: "/modules/{name}", tags, summary: "Changes a module" },
  description:
    "What is left out stays. A permission profile beyond read, and leave to ask other modules, are not granted here: a person grants them on the module's page.",
  request: { params, body: body(moduleChange) },
  responses: { 200: json(moduleSchema, "The module as it is now."), ...refusals },
});

const remove = createRoute({
  ...{ method: "delete", path: "/modules/{name}", tags, summary: "Takes a module out of the list" },
  description: "Its threads stay, and its directory is not touched.",
  request: { params },
  responses: { 204: { description: "It is gone." }, ...refusals },
});

export function addModuleRoutes(app: ApiApp, engine: Engine): void {
  app.openapi(list, (c) => {
    return c.json({ modules: matchingModules(engine, c.req.valid("query").words ?? "") }, 200);
  });
  app.openapi(add, async (c) => {
    const { name } = await addOneModule(c.req.valid("json"), engine);
    return c.json(requireModule(engine, name), 201);
  });
  app.openapi(get, (c) => c.json(requireModule(engine, c.req.valid("param").name), 200));
  app.openapi(change, async (c) => {
    const { name: newName, ...given } = c.req.valid("json");
    const module = requireModule(engine, c.req.valid("param").name);
    refuseGrant(module, given);
    if (newName !== undefined) await nameModuleAnew(module.name, newName, engine);
    const name = newName ?? module.name;
    if (Object.keys(given).length > 0) await changeModule(name, { ...settingsOf(module), ...given }, engine);
    return c.json(requireModule(engine, name), 200);
  });
  app.openapi(remove, async (c) => {
    await removeModule(c.req.valid("param").name, engine);
    return c.body(null, 204);
  });
}

/** Any program of this user can send requests here, one that a module runs too: nobody grants himself more. */
function refuseGrant(
  module: Module,
  given: { profile?: string | null | undefined; asks?: boolean | null | undefined },
): void {
  const widens = given.profile !== undefined && given.profile !== "read" && given.profile !== module.profile;
  if (!widens && !(given.asks === true && module.asks !== true)) return;
  const what = widens ? `The profile ${given.profile ?? "of Claude Code's settings"}` : "Leave to ask other modules";
  throw new SwitchboardError("profile-refused", `${what} is not granted to “${module.name}” by a program.`, {
    hint: "A person grants it on the module's page in the dashboard.",
    field: widens ? "profile" : "asks",
  });
}

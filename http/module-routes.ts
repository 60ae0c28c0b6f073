import { createRoute, z } from "@hono/zod-openapi";
import { checkAbsolutePath } from "../lib/core/absolute-path.ts";
import { SwitchboardError } from "../lib/core/failure.ts";
import type { Module } from "../lib/core/message.ts";
import { settingChanges } from "../lib/core/registry.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { matchingModules, requireModule } from "../lib/queries/modules.ts";
import { addOneModule, changeModule, nameModuleAnew, removeModule } from "../lib/queries/modules-change.ts";
import { exportRegistry, importRegistry, settingsOf } from "../lib/queries/registry.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { body, json, moduleChange, moduleName, moduleSchema, registryStep } from "./api-schemas.ts";
import { askedBy } from "./asked-by.ts";

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

const registry = createRoute({
  ...{ method: "get", path: "/registry", tags, summary: "Gives all modules as a registry file (YAML)" },
  responses: {
    200: { description: "docs/modules.md tells of it.", content: { "application/yaml": { schema: z.string() } } },
    ...refusals,
  },
});

const takeRegistry = createRoute({
  ...{ method: "post", path: "/registry", tags, summary: "Takes over a registry file that stands on this machine" },
  description: "As `switchboard modules import`. Rights are left out: a person gives them.",
  request: {
    body: body(z.strictObject({ file: z.string().min(1).max(4_096), preview: z.boolean().default(false) })),
  },
  responses: { 200: json(z.object({ steps: z.array(registryStep) }), "What became of each module."), ...refusals },
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
    if (Object.keys(given).length > 0)
      await changeModule(name, { ...settingsOf(module), ...given }, engine, askedBy(c));
    return c.json(requireModule(engine, name), 200);
  });
  app.openapi(registry, async (c) => c.text(await exportRegistry(engine), 200, { "content-type": "application/yaml" }));
  app.openapi(takeRegistry, async (c) => {
    const { file, preview } = c.req.valid("json");
    checkAbsolutePath(file);
    return c.json({ steps: await importRegistry(file, { preview }, engine) }, 200);
  });
  app.openapi(remove, async (c) => {
    await removeModule(c.req.valid("param").name, engine);
    return c.body(null, 204);
  });
}

/** Any program of this user can send requests here, one that a module runs too: nobody grants himself more. */
function refuseGrant(module: Module, given: Partial<Module>): void {
  const granted = settingChanges(module, given).find(({ grants }) => grants);
  if (!granted) return;
  const { setting, to } = granted;
  const what = setting === "profile" ? `The profile ${to}` : GRANTED[setting];
  throw new SwitchboardError("profile-refused", `${what} is not granted to “${module.name}” by a program.`, {
    hint: "A person grants it on the module's page in the dashboard.",
    field: setting,
  });
}

const GRANTED: Partial<Record<keyof Module, string>> = {
  asks: "Leave to ask other modules",
  path: "What a person allowed in one directory",
};

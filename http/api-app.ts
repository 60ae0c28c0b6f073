import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { isSwitchboardError } from "../lib/core/failure.ts";
import { isFromElsewhere } from "../lib/core/host-check.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { refusalOf } from "../lib/queries/refusal-of.ts";
import packageJson from "../package.json" with { type: "json" };
import { type ApiError, statusOf } from "./api-error.ts";
import { addFanOutRoutes } from "./fan-out-routes.ts";
import { addFileRoutes } from "./file-routes.ts";
import { addModuleRoutes } from "./module-routes.ts";
import { addQueryEvents } from "./query-events.ts";
import { addQueryRoutes } from "./query-routes.ts";
import { addSearchRoutes } from "./search-routes.ts";
import { addStateRoutes } from "./state-routes.ts";
import { addThreadRoutes } from "./thread-routes.ts";

/** Where the API begins; another version of it will begin elsewhere. */
export const API = "/api/v1";
/** A question has at most 1 MiB, and JSON may write each of its characters as six. */
const MOST_BYTES = 8 * 1024 * 1024;

export type ApiApp = OpenAPIHono;

const ROUTES = [
  ...[addModuleRoutes, addQueryRoutes, addQueryEvents, addFanOutRoutes],
  ...[addThreadRoutes, addSearchRoutes, addStateRoutes, addFileRoutes],
];

/** The HTTP API, as a function from requests to responses. Whoever serves it has checked the Host header. */
export function apiApp(engine: Engine): ApiApp {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const [issue] = result.error.issues;
      const field = issue?.path.join(".") || null;
      const message = `${field === null ? "The request" : `“${field}”`} can't be taken: ${issue?.message ?? "it is malformed"}.`;
      const hint = `${API}/openapi.json says what each request may have.`;
      return c.json(errorBody({ code: "input-invalid", message, hint, field }), 400);
    },
  }).basePath(API);
  app.use(async (c, next) => {
    if (!isFromElsewhere(c.req.raw.headers)) return next();
    const message = "This request comes from a page of another site.";
    const hint = "Programs send neither Origin nor Sec-Fetch-Site.";
    return c.json(errorBody({ code: "input-invalid", message, hint, field: null }), 403);
  });
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => {
        const message = `The request has more than ${MOST_BYTES / 1024 / 1024} MiB.`;
        return c.json(errorBody({ code: "prompt-too-large", message, hint: "Send less.", field: null }), 413);
      },
    }),
  );
  for (const add of ROUTES) add(app, engine);
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Switchboard",
      version: packageJson.version,
      description: "Asks modules (project directories) through Claude Code, and reads what was said.",
    },
  });
  app.notFound((c) => {
    const message = `There is nothing at ${c.req.method} ${c.req.path}.`;
    const hint = `${API}/openapi.json lists every address.`;
    return c.json(errorBody({ code: "input-invalid", message, hint, field: null }), 404);
  });
  app.onError((error, c) => {
    const refusal = refusalOf(error, engine.env.databasePath);
    if (isSwitchboardError(refusal)) {
      const { code, message, hint, field } = refusal;
      return c.json(errorBody({ code, message, hint, field }), statusOf(code));
    }
    if (error instanceof HTTPException) {
      const hint = `${API}/openapi.json says what each request may have.`;
      return c.json(errorBody({ code: "input-invalid", message: error.message, hint, field: null }), error.status);
    }
    console.error(`${c.req.method} ${c.req.path} failed.`, error);
    const hint = "See what the dashboard printed.";
    return c.json(errorBody({ code: "unexpected", message: "Something broke here.", hint, field: null }), 500);
  });
  return app;
}

const errorBody = (error: ApiError) => ({ error });

import { createRoute, z } from "@hono/zod-openapi";
import type { Engine } from "../lib/queries/engine.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { hitSchema, id, json, wholeNumber } from "./api-schemas.ts";

const tags = ["Search"];
const narrowing = {
  query: z.string().max(10_000).openapi({ description: "As it is typed in the dashboard; nothing typed is an error." }),
  module: z.string().max(200).optional(),
  status: z.string().max(200).optional(),
  type: z.string().max(200).optional(),
  threadId: id.optional(),
};

const search = createRoute({
  ...{ method: "get", path: "/search", tags, summary: "Finds messages by their words" },
  request: {
    query: z.object({
      ...narrowing,
      sort: z.enum(["relevance", "newest"]).optional(),
      limit: wholeNumber(200),
      from: z.string().max(200).optional().openapi({ description: "The `next` of the page before." }),
    }),
  },
  responses: {
    200: json(
      z.object({
        hits: z.array(hitSchema),
        total: z.number(),
        totalIsCapped: z.boolean(),
        next: z.string().nullable(),
        threads: z.array(
          z.object({
            threadId: z.string(),
            title: z.array(z.object({ text: z.string(), marked: z.boolean() })),
            lastActivityAt: z.number(),
          }),
        ),
        notes: z.array(z.string()).openapi({ description: "What of the query could not be used." }),
        notIndexed: z.number(),
      }),
      "A page of hits.",
    ),
    ...refusals,
  },
});

const facet = z.array(z.object({ value: z.string(), count: z.number() }));

const facets = createRoute({
  ...{ method: "get", path: "/search/facets", tags, summary: "Counts the matches by module, type, status and tool" },
  request: { query: z.object(narrowing) },
  responses: {
    200: json(
      z.object({ module: facet, type: facet, status: facet, tool: facet, among: z.number() }),
      "Counted among the newest matches.",
    ),
    ...refusals,
  },
});

export function addSearchRoutes(app: ApiApp, { store }: Engine): void {
  app.openapi(search, async (c) => c.json(await store.searchMessages(c.req.valid("query")), 200));
  app.openapi(facets, async (c) => c.json(await store.searchFacets(c.req.valid("query")), 200));
}

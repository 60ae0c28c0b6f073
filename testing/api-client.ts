import http from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, onTestFinished } from "vitest";
import { API } from "../http/api-app.ts";
import { type OurRoutes, ourRoutes } from "../http/our-routes.ts";
import type { Engine } from "../lib/queries/engine.ts";

/** What was answered to a request of a test. */
export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it likes
  body: any;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

/** A program that uses the HTTP API; all it sends and is answered is held against the OpenAPI document. */
export class ApiClient {
  readonly origin: string;
  readonly document: { paths: Record<string, Record<string, Operation>>; components: object };
  /** The operations that were used and answered as they should be, such as "get /modules". */
  readonly used = new Set<string>();
  readonly #ajv = new Ajv2020({ strict: false });

  constructor(origin: string, document: ApiClient["document"]) {
    this.origin = origin;
    this.document = document;
    this.#ajv.addSchema({ $id: "doc", components: document.components });
  }

  /** @param expectFit false sends what the document doesn't allow */
  async send(method: string, path: string, body?: unknown, { expectFit = true } = {}): Promise<Answered> {
    const [template, operation] = this.#operation(method, path.split("?")[0] ?? "");
    const schema = operation?.requestBody?.content["application/json"]?.schema;
    if (expectFit && schema) expect(this.#faults(schema, body), `request of ${method} ${template}`).toEqual([]);
    const response = await fetch(`${this.origin}${API}${path}`, {
      method: method.toUpperCase(),
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true && !path.includes("/export");
    const answer = { status: response.status, body: isJson ? JSON.parse(text) : text };
    if (operation) {
      const told = operation.responses[String(answer.status)] ?? operation.responses.default;
      expect(told, `${answer.status} of ${method} ${template} is in the document`).toBeDefined();
      const shape = told?.content?.["application/json"]?.schema;
      if (shape) expect(this.#faults(shape, answer.body), `answer of ${method} ${template}`).toEqual([]);
      if (answer.status < 300) this.used.add(`${method} ${template}`);
    }
    return answer;
  }

  /** Every operation of the document. */
  get operations(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(API, "")}`),
    );
  }

  #operation(method: string, path: string): [string, Operation | undefined] {
    const templates = Object.keys(this.document.paths).map((template) => template.replace(API, ""));
    const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
    const found = templates.find((template) => template === path) ?? templates.find(fits) ?? "";
    const methods = this.document.paths[`${API}${found}`] ?? this.document.paths[found];
    return [found, methods?.[method]];
  }

  #faults(schema: object, value: unknown): string[] {
    const inDocument = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/'));
    const validate = this.#ajv.compile(inDocument);
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  }
}

/** A server of what programs are answered, behind no gate, until the test ends. */
export async function serveRoutes(
  engine: Engine,
  limits: { stallMs?: number } = {},
): Promise<{ origin: string; routes: OurRoutes; server: http.Server }> {
  const routes = ourRoutes(engine, limits);
  const server = http.createServer((request, response) => {
    if (routes.has(request.url)) routes.serve(request, response);
    else response.writeHead(421).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, routes, server };
}

export async function apiClient(engine: Engine): Promise<ApiClient> {
  const { origin } = await serveRoutes(engine);
  const document = await (await fetch(`${origin}${API}/openapi.json`)).json();
  return new ApiClient(origin, document as ApiClient["document"]);
}

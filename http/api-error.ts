import { z } from "@hono/zod-openapi";
import type { RefusalCode } from "../lib/core/failure.ts";

/** The status that each refusal is answered with. */
const STATUSES: Readonly<Record<RefusalCode, 400 | 403 | 404 | 409 | 413 | 422 | 503 | 507>> = {
  "input-invalid": 400,
  "prompt-empty": 400,
  "prompt-too-large": 413,
  "directory-missing": 422,
  "directory-not-directory": 422,
  "directory-unreadable": 422,
  "directory-relative": 422,
  "module-unknown": 404,
  "module-name-taken": 409,
  "module-in-use": 409,
  "chain-too-deep": 409,
  "chain-cycle": 409,
  "chain-budget": 409,
  "chain-ended": 409,
  "thread-unknown": 404,
  "thread-busy": 409,
  "message-unknown": 404,
  "fan-out-unknown": 404,
  "message-ended": 409,
  "query-begun": 409,
  "search-name-taken": 409,
  "template-name-taken": 409,
  "template-unknown": 404,
  "profile-refused": 403,
  "cli-missing": 503,
  "cli-not-executable": 503,
  "cli-too-old": 503,
  "cli-broken": 503,
  "database-unwritable": 503,
  "database-not-sqlite": 503,
  "database-newer": 503,
  "database-foreign": 503,
  "database-busy": 503,
  "database-damaged": 503,
  "migration-failed": 503,
  "home-unwritable": 503,
  "disk-full": 507,
  "import-running": 409,
  "import-failed": 503,
  "history-missing": 404,
  "history-off": 409,
  "file-missing": 404,
  "file-unreadable": 422,
  "file-unwritable": 422,
  "file-exists": 409,
  "file-not-importable": 422,
  "file-too-large": 413,
  "file-damaged": 422,
  "file-changing": 409,
  "export-newer": 422,
  "import-incomplete": 409,
  "import-unknown": 404,
};

export const statusOf = (code: RefusalCode) => STATUSES[code];

/** What a request is answered with that was turned down; nothing was changed then. */
export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().openapi({ description: "One of a closed list; docs/library.md has all of them." }),
      message: z.string().openapi({ description: "What happened, to what." }),
      hint: z.string().openapi({ description: "What to do next." }),
      field: z.string().nullable().openapi({ description: "What of the request is at fault; null when nothing is." }),
    }),
  })
  .openapi("Error");
export type ApiError = z.infer<typeof errorSchema>["error"];

/** As every route may answer: the refusals by their statuses, and a fault of ours. */
export const refusals = {
  default: { description: "Turned down, and why.", content: { "application/json": { schema: errorSchema } } },
} as const;

import { z } from "@hono/zod-openapi";
import { PERMISSION_PROFILES } from "../lib/core/permission-profile.ts";
import {
  BUDGET_WORDS,
  isBudget,
  isTimeLimit,
  isTurnLimit,
  SECONDS_WORDS,
  TURNS_WORDS,
} from "../lib/core/run-limits.ts";

/** Ids are other programs' too: any word, so long as it is short. */
export const id = z.string().min(1).max(200);
export const moduleName = z.string().min(1).max(200);
const seconds = z.number().openapi({ description: "Unix seconds." });
const metadata = z.record(z.string(), z.unknown()).nullable();

export const profile = z.enum(PERMISSION_PROFILES);
const maxTurns = z.number().refine(isTurnLimit, TURNS_WORDS);
const maxBudgetUsd = z.number().refine(isBudget, BUDGET_WORDS);
const maxSeconds = z.number().refine(isTimeLimit, SECONDS_WORDS);
const model = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/, "A model is a name such as sonnet or claude-sonnet-5.");

/** What may be said of a question about how it is answered. */
export const howAsked = z.object({
  systemPrompt: z.string().max(100_000).optional(),
  model: model.optional(),
  profile: profile.optional(),
  maxTurns: maxTurns.optional(),
  maxBudgetUsd: maxBudgetUsd.optional(),
  maxSeconds: maxSeconds.optional(),
  asks: z.boolean().optional().openapi({ description: "Whether it may ask other modules." }),
  chainBudgetUsd: maxBudgetUsd.optional().openapi({ description: "What all that is asked for it may cost together." }),
});

export const messageSchema = z
  .object({
    messageId: z.string(),
    threadId: z.string(),
    module: z.string(),
    content: z.string(),
    type: z.string().openapi({ description: "question, response, or another program's word." }),
    timestamp: seconds,
    status: z.string().openapi({ description: "processing, complete, failed, or another program's word." }),
    metadata,
  })
  .openapi("Message");

const thread = {
  threadId: z.string(),
  title: z.string().nullable(),
  modules: z.array(z.string()),
  createdAt: seconds,
  updatedAt: seconds.nullable(),
  metadata,
  archived: z.boolean(),
  pinned: z.boolean(),
  tags: z.array(z.string()),
};
export const threadSchema = z.object(thread).openapi("Thread");
export const threadSummarySchema = z
  .object({
    ...thread,
    messageCount: z.number(),
    processingCount: z.number(),
    queuedCount: z.number(),
    failedCount: z.number(),
    lastQuestion: z.string().nullable(),
    lastActivityAt: seconds,
  })
  .openapi("ThreadSummary");

export const moduleSchema = z
  .object({
    name: z.string(),
    path: z.string(),
    createdAt: seconds,
    lastAskedAt: seconds.nullable(),
    description: z.string().nullable(),
    systemPrompt: z.string().nullable(),
    model: z.string().nullable(),
    profile: z.string().nullable(),
    maxTurns: z.number().nullable(),
    maxBudgetUsd: z.number().nullable(),
    maxSeconds: z.number().nullable(),
    asks: z.boolean().nullable(),
    capabilities: z.array(z.string()),
    dataTypes: z.array(z.string()),
  })
  .openapi("Module");

const words = z.array(z.string().trim().min(1).max(80)).max(40);
/** What of a module can be changed; what is left out stays. */
export const moduleChange = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    path: z.string().trim().min(1).max(4_096),
    description: z.string().max(500).nullable(),
    systemPrompt: z.string().max(100_000).nullable(),
    model: model.nullable(),
    profile: profile.nullable(),
    maxTurns: maxTurns.nullable(),
    maxBudgetUsd: maxBudgetUsd.nullable(),
    maxSeconds: maxSeconds.nullable(),
    asks: z.boolean().nullable(),
    capabilities: words,
    dataTypes: words,
  })
  .partial()
  .openapi("ModuleChange");

const settingChange = z.object({
  setting: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  grants: z.boolean().openapi({ description: "Whether it is a right, which only a person gives." }),
});

export const registryStep = z
  .object({
    name: z.string(),
    path: z.string(),
    state: z.enum(["new", "changed", "equal", "refused"]),
    changes: z.array(settingChange),
    withheld: z.array(settingChange),
    message: z.string().nullable(),
    hint: z.string().nullable(),
  })
  .openapi("RegistryStep");

export const fanOutSchema = z
  .object({
    fanOutId: z.string(),
    question: z.string(),
    createdAt: seconds,
    answers: z.array(
      z.object({
        position: z.number(),
        kind: z.enum(["answer", "summary"]),
        module: z.string(),
        threadId: z.string().nullable(),
        messageId: z.string().nullable(),
        refusal: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
      }),
    ),
  })
  .openapi("FanOut");

export const failureSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    hint: z.string().nullable(),
    apiKind: z.string().nullable(),
    apiStatus: z.number().nullable(),
    stderrTail: z.string().nullable(),
    exitCode: z.number().nullable(),
    signal: z.string().nullable(),
  })
  .openapi("Failure");

/** A query: its ids, and how its answer stands. */
export const querySchema = z
  .object({
    threadId: z.string(),
    questionId: z.string().nullable(),
    messageId: z.string().openapi({ description: "The answer; it stands for the query in every address." }),
    module: z.string(),
    status: z.string(),
    content: z
      .string()
      .openapi({ description: "All of the answer once it has ended, else what was stored of it so far." }),
    failure: failureSchema.nullable(),
    state: z.string().nullable().openapi({ description: "Of its run; null when another program writes it." }),
    queuePosition: z.number().nullable(),
    startedAt: seconds.nullable(),
    endedAt: seconds.nullable(),
    costUsd: z.number().nullable(),
  })
  .openapi("Query");

export const hitSchema = z
  .object({
    messageId: z.string(),
    threadId: z.string(),
    threadTitle: z.string().nullable(),
    module: z.string(),
    type: z.string(),
    status: z.string(),
    timestamp: seconds,
    where: z.enum(["content", "tools", "thinking"]),
    snippet: z.array(z.object({ text: z.string(), marked: z.boolean() })),
  })
  .openapi("Hit");

/** A whole number in an address. */
export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, "Give a whole number.")
    .transform(Number)
    .pipe(z.number().int().min(1).max(most))
    .optional()
    .openapi({ type: "integer", minimum: 1, maximum: most });

/** Yes or no in an address. */
export const flag = z
  .enum(["true", "false"])
  .transform((word) => word === "true")
  .optional()
  .openapi({ type: "boolean" });

/** A JSON body or answer. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
/** A JSON body that has to be there. */
export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

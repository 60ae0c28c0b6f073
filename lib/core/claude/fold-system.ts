import { foldRetry } from "./fold-retry.ts";
import { addNotice, addWhole, type Step, setActivity } from "./fold-step.ts";
import { arrayOf, numberOf, recordOf, stringOf } from "./read.ts";

type Data = Record<string, unknown>;
type Handler = (step: Step, data: Data) => void;

/** Folds a system event. Subtypes that are known but not named here say nothing that people need. */
export function foldSystem(step: Step, data: Data): void {
  const subtype = stringOf(data.subtype) ?? "";
  const handler = subtype.startsWith("model_refusal_") ? foldRefusal : HANDLERS.get(subtype);
  handler?.(step, data);
}

// A Map, because a subtype is a word from outside and may be "constructor".
const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["init", foldInit],
  ["status", foldStatus],
  ["api_retry", foldRetry],
  ["hook_started", (step, data) => setActivity(step, `Running the hook ${stringOf(data.hook_name) ?? "(no name)"}`)],
  ["hook_response", foldHookResponse],
  ["task_started", foldTaskStart],
  ["task_progress", foldTaskActivity],
  ["task_notification", foldTaskEnd],
  ["compact_boundary", foldCompaction],
  ["model_fallback", (step, data) => addNotice(step, "model-fallback", fallbackWords(data))],
  ["permission_denied", foldPermissionDenied],
  ["informational", (step, data) => addTextNotice(step, "note", data.content)],
  ["notification", (step, data) => addTextNotice(step, "note", data.text)],
  ["mirror_error", (step, data) => addTextNotice(step, "note", data.error)],
  ["memory_recall", foldMemory],
  ["local_command_output", foldCommandOutput],
]);

function addTextNotice(step: Step, name: string, text: unknown): void {
  const words = stringOf(text);
  if (words !== null && words.trim() !== "") addNotice(step, name, words);
}

function foldInit(step: Step, data: Data): void {
  step.changes.push({
    type: "session",
    sessionId: stringOf(data.session_id),
    model: stringOf(data.model),
    cliVersion: stringOf(data.claude_code_version),
    permissionMode: stringOf(data.permissionMode),
  });
}

function foldStatus(step: Step, data: Data): void {
  if (data.compact_result === "failed") {
    addNotice(step, "compact-failed", stringOf(data.compact_error) ?? "The conversation could not be compacted.");
  }
  const status = stringOf(data.status);
  setActivity(step, STATUS_WORDS.get(status ?? "") ?? status);
}

const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ["requesting", "Waiting for the API"],
  ["compacting", "Compacting the conversation"],
]);

function foldHookResponse(step: Step, data: Data): void {
  setActivity(step, null);
  const name = stringOf(data.hook_name) ?? "(no name)";
  const code = numberOf(data.exit_code);
  const ok = data.outcome === "success" || data.outcome === undefined;
  const head = ok
    ? `The hook ${name} ran.`
    : `The hook ${name} ended with "${stringOf(data.outcome)}" (exit code ${code}).`;
  const output = (stringOf(data.output) ?? "").trim();
  addNotice(step, "hook", output === "" ? head : `${head}\n${output}`);
}

function foldTaskStart(step: Step, data: Data): void {
  const id = stringOf(data.task_id);
  if (id !== null) step.state = { ...step.state, tasks: [...step.state.tasks, id] };
  foldTaskActivity(step, data);
}

/** Sub-agents, and Bash that runs for longer than about three seconds. */
function foldTaskActivity(step: Step, data: Data): void {
  const what = stringOf(data.description);
  if (what !== null && data.skip_transcript !== true) setActivity(step, `In progress: ${what}`);
}

function foldTaskEnd(step: Step, data: Data): void {
  const { tasks } = step.state;
  step.state = { ...step.state, tasks: tasks.filter((id) => id !== data.task_id) };
  setActivity(step, null);
  const status = stringOf(data.status) ?? "ended";
  // What a completed task brought stands in the tool result.
  if (status === "completed" || data.skip_transcript === true) return;
  addNotice(step, `task-${status}`, `The task "${stringOf(data.summary) ?? ""}" was not completed: ${status}.`);
}

function foldCompaction(step: Step, data: Data): void {
  setActivity(step, null);
  const meta = recordOf(data.compact_metadata);
  const before = numberOf(meta.pre_tokens);
  const after = numberOf(meta.post_tokens);
  const figures = before === null || after === null ? "" : ` (from ${before} to ${after} tokens)`;
  addNotice(step, "compacted", `The conversation so far was replaced by a summary${figures}.`);
}

function fallbackWords(data: Data): string {
  const words = stringOf(data.content);
  if (words !== null && words !== "") return words;
  return `Switched from ${stringOf(data.original_model) ?? "the model"} to ${stringOf(data.fallback_model) ?? "another"}.`;
}

function foldRefusal(step: Step, data: Data): void {
  const reason = stringOf(data.api_refusal_explanation) ?? stringOf(data.content);
  const model = stringOf(data.original_model) ?? "The model";
  const fallback = stringOf(data.fallback_model);
  const next = fallback === null ? "." : `; ${fallback} is asked instead.`;
  addNotice(step, "refused", `${model} refused to go on${next}${reason ? ` ${reason}` : ""}`);
}

function foldPermissionDenied(step: Step, data: Data): void {
  const reason = stringOf(data.decision_reason) ?? stringOf(data.message);
  const words = `Claude was not allowed to use ${stringOf(data.tool_name) ?? "a tool"}.`;
  addNotice(step, "permission-denied", reason === null ? words : `${words} ${reason}`);
}

function foldMemory(step: Step, data: Data): void {
  const paths = arrayOf(data.memories).map((memory) => stringOf(recordOf(memory).path) ?? "(no path)");
  addNotice(step, "memory", `Recalled from memory: ${paths.join(", ")}`);
}

/** What a slash command printed. The CLI shows it as if the assistant had said it. */
function foldCommandOutput(step: Step, data: Data): void {
  const text = stringOf(data.content) ?? "";
  if (text === "") return;
  addWhole(step, { kind: "text", name: null, toolUseId: null, parentToolUseId: null }, text);
}

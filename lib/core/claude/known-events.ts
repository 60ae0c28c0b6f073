import type { KnownEventType } from "./fold-types.ts";

const TYPES: ReadonlySet<string> = new Set<KnownEventType>([
  "system",
  "stream_event",
  "assistant",
  "user",
  "result",
  "control_response",
  "control_request",
  "control_cancel_request",
  "rate_limit_event",
  "tool_progress",
  "tool_use_summary",
  "auth_status",
  "prompt_suggestion",
  "keep_alive",
]);

/** What Claude Code 2.1.197 can print as `system`; foldSystem says what each one means. */
const SYSTEM_SUBTYPES: ReadonlySet<string> = new Set([
  // The session, and what it is busy with.
  "init",
  "status",
  "api_retry",
  "thinking_tokens",
  "session_state_changed",
  "worker_shutting_down",
  // Hooks of the project or the user.
  "hook_started",
  "hook_progress",
  "hook_response",
  // Sub-agents, and Bash that runs for long or in the background.
  "task_started",
  "task_progress",
  "task_updated",
  "task_notification",
  // What people should be told.
  "compact_boundary",
  "model_fallback",
  "permission_denied",
  "informational",
  "notification",
  "mirror_error",
  "local_command_output",
  "memory_recall",
  // Nothing that concerns the answer.
  "commands_changed",
  "elicitation_complete",
  "files_persisted",
  "plugin_install",
]);

/** Whether this version knows events of this type. */
export function isKnownType(type: string): type is KnownEventType {
  return TYPES.has(type);
}

/** Whether this version knows system events of this subtype. */
export function isKnownSubtype(subtype: string): boolean {
  return SYSTEM_SUBTYPES.has(subtype) || subtype.startsWith("model_refusal_");
}

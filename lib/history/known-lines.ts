/**
 * Lines of a transcript that are known and of which nothing is shown: they are counted by type. Whatever stands in
 * none of these lists, and is read by no function, is kept as an unknown block and told as a problem.
 */

/** What the CLI notes for itself. */
export const NOT_SHOWN_TYPES: ReadonlySet<string> = new Set([
  "queue-operation",
  "last-prompt",
  "mode",
  "permission-mode",
  "isolation-latch",
  "worktree-state",
  "file-history-snapshot",
  "attribution-snapshot",
  "speculation-accept",
  "content-replacement",
  "fork-context-ref",
  "marble-origami-commit",
  "marble-origami-snapshot",
  "marble-origami-reset",
  "agent-color",
  "agent-setting",
  "tag",
  "relocated",
  "ended-by-model",
  "pr-link",
  "frame-link",
  "bridge-session",
  // What goes on meanwhile: its result is told by other lines, a sub-agent's words by its own transcript.
  "progress",
]);

export const NOT_SHOWN_SYSTEM: ReadonlySet<string> = new Set([
  "turn_starting",
  "file_snapshot",
  "bridge_state",
  "bridge_status",
  "commands_changed",
  "elicitation_complete",
  "hook_progress",
  "hook_started",
  "init",
  "post_turn_summary",
  "session_state_changed",
  "status",
  "task_progress",
  "task_started",
  "task_updated",
  "task_summary",
  "thinking_tokens",
  "worker_shutting_down",
]);

/** What the CLI tells Claude beside the question. */
export const NOT_SHOWN_ATTACHMENTS: ReadonlySet<string> = new Set([
  "agent_listing_delta",
  "already_read_file",
  "async_hook_response",
  "budget_usd",
  "command_permissions",
  "compact_file_reference",
  "compaction_reminder",
  "context_efficiency",
  "critical_system_reminder",
  "current_session_memory",
  "date_change",
  "deferred_tools_delta",
  "dynamic_skill",
  "hook_cancelled",
  "hook_permission_decision",
  "invoked_skills",
  "mcp_instructions_delta",
  "opened_file_in_ide",
  "output_style",
  "plan_mode",
  "plan_mode_exit",
  "plan_mode_reentry",
  "skill_discovery",
  "skill_listing",
  "task_reminder",
  "task_status",
  "team_context",
  "teammate_shutdown_batch",
  "todo",
  "todo_reminder",
  "token_usage",
  "tool_search_reminder",
  "ultrathink_effort",
  "verify_plan_reminder",
]);

/** Commands that say nothing worth keeping when nothing but their own words comes of them. */
export const QUIET_COMMANDS: ReadonlySet<string> = new Set([
  "/clear",
  "/exit",
  "/quit",
  "/resume",
  "/login",
  "/logout",
]);

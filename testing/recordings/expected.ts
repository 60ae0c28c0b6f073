/** What a recording is to lead to: each block as describeBlock writes it, and how the result ends it. */
export interface Expected {
  blocks: string[];
  /** success | failed, then subtype (if not "success"), kind of API failure, HTTP status and terminal reason, as far as told. */
  end: string;
}

export const EXPECTED: Readonly<Record<string, Expected>> = {
  "argv-inject-version": {
    blocks: [
      "unknown malformed: 2.1.197 (Claude Code)"
    ],
    end: "no result",
  },
  "bash-20s": {
    blocks: [
      "tool_use Bash: { \"command\": \"for i in 1 2 3 4 5 6 7 8 9 10; do echo $i; sleep 2; done…",
      "tool_result: 1 2 3 4 5 6 7 8 9 10",
      "text: done"
    ],
    end: "success completed",
  },
  compact: {
    blocks: [
      "notice compacted: The conversation so far was replaced by a summary (from 1721 to 1084 t…",
      "notice compact-summary: This session is being continued from a previous conversation that ran …",
      "notice note: Compacted Tip: You have access to Opus 1M with 5x more context"
    ],
    end: "success",
  },
  "control-interrupt-bash": {
    blocks: [
      "tool_use Bash: { \"command\": \"sleep 68\", \"description\": \"x\" }",
      "tool_result!: The user doesn't want to proceed with this tool use. The tool use was …",
      "notice interrupted: [Request interrupted by user for tool use]"
    ],
    end: "failed error_during_execution aborted_tools",
  },
  "control-interrupt-midstream": {
    blocks: [
      "text: word word word word",
      "notice interrupted: [Request interrupted by user]"
    ],
    end: "failed error_during_execution aborted_streaming",
  },
  "control-unknown": {
    blocks: [
      "notice control-error: Claude Code did not accept a control request: Unsupported control requ…",
      "text: a"
    ],
    end: "success completed",
  },
  "drop-after-first-block": {
    blocks: [
      "text: first block done",
      "text: second block goes on here",
      "notice api-error: API Error: Connection closed mid-response. The response above may be i…"
    ],
    end: "failed unreachable completed",
  },
  "drop-after-tool-use": {
    blocks: [
      "text: I read it.",
      "tool_use Read: {\"file_path\":\"/tmp/rec/mod/items.csv\"}",
      "text: trailing words here",
      "tool_result: 1\tsku,name,qty 2\tA1,Bolt,120 3\tA2,Nut,80 4\t",
      "notice api-error: API Error: Connection closed mid-response. The response above may be i…",
      "text: done"
    ],
    end: "success completed",
  },
  "drop-between-blocks": {
    blocks: [
      "withdrawn text: first block done",
      "notice stream-broken: The connection to the API broke off, and Claude began this part of the…",
      "text: first block done",
      "text: second block goes on here"
    ],
    end: "success completed",
  },
  "drop-forever": {
    blocks: [
      "text: one",
      "notice api-error: API Error: Connection to the API was lost (ECONNRESET). This is usuall…"
    ],
    end: "failed unreachable completed",
  },
  "drop-once-partial": {
    blocks: [
      "withdrawn text: one",
      "notice stream-broken: The connection to the API broke off, and Claude began this part of the…",
      "text: one two three four"
    ],
    end: "success completed",
  },
  "drop0-once": {
    blocks: [
      "text: one two three four"
    ],
    end: "success completed",
  },
  "err-400": {
    blocks: [
      "notice api-error: API Error: 400 messages: fake invalid request"
    ],
    end: "failed other 400 completed",
  },
  "err-401": {
    blocks: [
      "notice api-error: Invalid API key · Fix external API key"
    ],
    end: "failed auth 401 completed",
  },
  "err-403": {
    blocks: [
      "notice api-error: Failed to authenticate. API Error: 403 Your API key does not have perm…"
    ],
    end: "failed auth 403 completed",
  },
  "err-413": {
    blocks: [
      "notice api-error: Request too large (max 32MB). Try with a smaller file."
    ],
    end: "failed too-large 413 image_error",
  },
  "err-429-maxretries1": {
    blocks: [
      "notice api-error: API Error: Request rejected (429) · This request would exceed your rat…"
    ],
    end: "failed rate-limit 429 completed",
  },
  "err-500-maxretries0": {
    blocks: [
      "notice api-error: API Error: 500 Internal server error. This is a server-side issue, usu…"
    ],
    end: "failed server 500 completed",
  },
  "err-529-forever": {
    blocks: [
      "notice api-error: API Error: Repeated 529 Overloaded errors. The API is at capacity — th…"
    ],
    end: "failed overloaded completed",
  },
  "err-529-twice": {
    blocks: [
      "text: Better now."
    ],
    end: "success completed",
  },
  "err-529-twice-partial": {
    blocks: [
      "text: Better now."
    ],
    end: "success completed",
  },
  "garbage-once": {
    blocks: [
      "text: one two three four"
    ],
    end: "success completed",
  },
  "hangmid-default": {
    blocks: [
      "withdrawn text: one",
      "notice stream-broken: The connection to the API broke off, and Claude began this part of the…",
      "text: one two three"
    ],
    end: "success completed",
  },
  "kill-sigint-midstream": {
    blocks: [
      "text: word word word",
      "notice interrupted: [Request interrupted by user]"
    ],
    end: "failed error_during_execution aborted_streaming",
  },
  "kill-sigterm-midstream": {
    blocks: [
      "text: word word word"
    ],
    end: "no result",
  },
  "malformed-forever": {
    blocks: [
      "text: partial ",
      "notice api-error: API Error: Failed to parse JSON"
    ],
    end: "failed other completed",
  },
  "max-budget": {
    blocks: [
      "text: a",
      "tool_use Read: { \"file_path\": \"/tmp/rec/mod/items.csv\" }"
    ],
    end: "failed error_max_budget_usd",
  },
  "max-turns-1": {
    blocks: [
      "text: a",
      "tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/items.csv\" }",
      "tool_result: 1\tsku,name,qty 2\tA1,Bolt,120 3\tA2,Nut,80 4\t"
    ],
    end: "failed error_max_turns max_turns",
  },
  "mcp-tool-allowed": {
    blocks: [
      "tool_use mcp__inv__count: { \"sku\": \"A1\" }",
      "tool_result: {\"count\":2}",
      "text: two"
    ],
    end: "success completed",
  },
  "model-404": {
    blocks: [
      "notice api-error: There's an issue with the selected model (no-such-model-9). It may not…"
    ],
    end: "failed model-not-found 404 completed",
  },
  "no-api-key": {
    blocks: [
      "notice api-error: Not logged in · Please run /login"
    ],
    end: "failed auth completed",
  },
  "persistent-clear": {
    blocks: [
      "text: one"
    ],
    end: "success completed",
  },
  plain: {
    blocks: [
      "text: Echo: Hello there, how many items?"
    ],
    end: "success completed",
  },
  "plain-partial": {
    blocks: [
      "text: Echo: Hello there, how many items?"
    ],
    end: "success completed",
  },
  "project-settings-hook-events": {
    blocks: [
      "notice hook: The hook SessionStart:startup ran. hook-said-hello",
      "tool_use Bash: { \"command\": \"touch pwned.txt\", \"description\": \"x\" }",
      "notice hook: The hook PreToolUse:Bash ran.",
      "tool_result!: touch in '/srv/demo/modules/hooked/pwned.txt' was blocked. For securit…",
      "text: done",
      "notice hook: The hook Stop ran."
    ],
    end: "success completed",
  },
  "resume-unknown": {
    blocks: [],
    end: "failed error_during_execution",
  },
  "sseerr-nofallback": {
    blocks: [
      "text: partial ",
      "notice api-error: API Error: Overloaded"
    ],
    end: "failed overloaded completed",
  },
  "stdin-emoji": {
    blocks: [
      "text: Echo: Größe 😀 👩‍👩‍👧 日本語 \u0000 nul   sep"
    ],
    end: "success completed",
  },
  "stdin-slash-compact": {
    blocks: [
      "text: Error: No messages to compact"
    ],
    end: "success",
  },
  "stdin-slash-cost": {
    blocks: [
      "text: Total cost:            $0.0000 Total duration (API):  0s Total duratio…"
    ],
    end: "success",
  },
  "stdio-permission-deny-interrupt": {
    blocks: [
      "tool_use Write: { \"file_path\": \"/srv/demo/modules/inventory/by-mcp-30676-7.txt\", \"cont…",
      "notice permission-asked: Claude asks for permission to use Write.",
      "tool_result!: The user doesn't want to proceed with this tool use. The tool use was …",
      "notice interrupted: [Request interrupted by user for tool use]"
    ],
    end: "failed error_during_execution aborted_tools",
  },
  "stop-max-tokens": {
    blocks: [
      "text: cut",
      "text: Echo: Output token limit hit. Resume directly — no apology, no recap o…"
    ],
    end: "success completed",
  },
  "stop-refusal": {
    blocks: [
      "text: no",
      "notice refused: claude-opus-4-8 refused to go on.",
      "notice api-error: API Error: Claude Code is unable to respond to this request, which app…"
    ],
    end: "failed refused completed",
  },
  thinking: {
    blocks: [
      "thinking: I must think about the inventory first.",
      "text: Here is the answer."
    ],
    end: "success completed",
  },
  "thinking-partial": {
    blocks: [
      "thinking: I must think first.",
      "thinking redacted: ",
      "text: Here is the answer."
    ],
    end: "success completed",
  },
  "tool-parallel": {
    blocks: [
      "thinking: Two files at once.",
      "text: Reading both.",
      "tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/items.csv\" }",
      "tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/notes.md\" }",
      "tool_use Bash: { \"command\": \"ls\", \"description\": \"List files\" }",
      "tool_result: 1\tsku,name,qty 2\tA1,Bolt,120 3\tA2,Nut,80 4\t",
      "tool_result: 1\t# Notes 2\t 3\tOne two three. 4\t",
      "tool_result: big.txt dot.png empty.txt items.csv notes.md",
      "tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/empty.txt\" }",
      "tool_result: <system-reminder>Warning: the file exists but is shorter than the prov…",
      "text: All read."
    ],
    end: "success completed",
  },
  "tool-parallel-partial": {
    blocks: [
      "thinking: Two files at once.",
      "text: Reading both.",
      "tool_use Read: {\"file_path\":\"/tmp/rec/mod/items.csv\"}",
      "tool_use Bash: {\"command\":\"ls\",\"description\":\"List files\"}",
      "tool_result: 1\tsku,name,qty 2\tA1,Bolt,120 3\tA2,Nut,80 4\t",
      "tool_result: items.csv",
      "text: All read."
    ],
    end: "success completed",
  },
  "tool-read-image": {
    blocks: [
      "tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/dot.png\" }",
      "tool_result: [image, image/png, 1 kB]",
      "text: A dot."
    ],
    end: "success completed",
  },
  "tool-read-partial": {
    blocks: [
      "text: I will read the file.",
      "tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/items.csv\" }",
      "tool_result: 1\tsku,name,qty 2\tA1,Bolt,120 3\tA2,Nut,80 4\t",
      "text: The file has 2 items."
    ],
    end: "success completed",
  },
  "tool-task-subagent": {
    blocks: [
      "tool_use Agent: { \"description\": \"Count items\", \"prompt\": \"TOOL:Read {\\\"file_path\\\":\\\"…",
      "> notice subagent-prompt: TOOL:Read {\"file_path\":\"/srv/demo/modules/inventory/items.csv\"} ;; SAY…",
      "> tool_use Read: { \"file_path\": \"/srv/demo/modules/inventory/items.csv\" }",
      "> tool_result: 1\tsku,name,qty 2\tA1,Bolt,120 3\tA2,Nut,80 4\t",
      "tool_result: Two items (sub-agent). agentId: a7397c648807162cd (use SendMessage wit…",
      "text: The sub-agent said two."
    ],
    end: "success completed",
  },
  "tool-task-subagent-partial": {
    blocks: [
      "tool_use Agent: {\"description\":\"Count items\",\"prompt\":\"SAY Two items (sub-agent).\",\"su…",
      "> notice subagent-prompt: SAY Two items (sub-agent).",
      "tool_result: Two items (sub-agent). agentId: a3a78e58e6251b799 (use SendMessage wit…",
      "text: The sub-agent said two."
    ],
    end: "success completed",
  },
  "tool-write-denied": {
    blocks: [
      "tool_use Write: { \"file_path\": \"/srv/demo/modules/inventory/new.txt\", \"content\": \"x\" }",
      "tool_result!: Claude requested permissions to write to /srv/demo/modules/inventory/n…",
      "text: Denied."
    ],
    end: "success completed",
  },
  "trunc-once-partial": {
    blocks: [
      "withdrawn text: one two",
      "notice stream-broken: The connection to the API broke off, and Claude began this part of the…",
      "text: one two three four"
    ],
    end: "success completed",
  },
  "unreachable-maxretries1": {
    blocks: [
      "notice api-error: API Error: Unable to connect to API (ConnectionRefused)"
    ],
    end: "failed unreachable completed",
  },
};

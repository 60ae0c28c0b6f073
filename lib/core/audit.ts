import type { Way } from "./origin.ts";

/** What the log tells of: a closed list, of what runs programs, ends them, gives rights or lets somebody in. */
export const AUDIT_EVENTS = [
  "launch",
  "stop",
  "trust",
  "trust-withdrawn",
  "grant",
  "login",
  "login-refused",
  "logout",
  "all-signed-out",
] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/** One thing that was done. */
export interface AuditEntry {
  seq: number;
  /** Unix seconds. */
  at: number;
  event: AuditEvent;
  way: Way;
  /** From where: an address and a browser, or a user and a process. */
  from: string;
  /** The module or directory that it was done to; null when it is about the dashboard itself. */
  subject: string | null;
  /** The answer that it is about, and its thread, unless that is gone. */
  messageId: string | null;
  threadId: string | null;
  detail: string | null;
}

/** What each is called. */
export const AUDIT_WORDS: Readonly<Record<AuditEvent, string>> = {
  launch: "Asked",
  stop: "Stopped",
  trust: "Trusted",
  "trust-withdrawn": "Trust withdrawn",
  grant: "Rights changed",
  login: "Signed in",
  "login-refused": "Login refused",
  logout: "Signed out",
  "all-signed-out": "Everybody signed out",
};

export const WAY_WORDS: Readonly<Record<Way, string>> = {
  dashboard: "Dashboard",
  terminal: "Terminal",
  http: "HTTP API",
  mcp: "MCP",
  library: "Library",
  server: "Server",
};

/** A content block of a message, as far as the stand-in reads it. */
export interface ContentBlock {
  type: string;
  text?: string;
  id?: string;
  name?: string;
  input?: Record<string, unknown>;
  tool_use_id?: string;
  content?: string | ContentBlock[];
  is_error?: boolean;
}

export interface ApiMessage {
  role: string;
  content: string | ContentBlock[];
}

/** The body of POST /v1/messages, as far as the stand-in reads it. */
export interface MessagesBody {
  model: string;
  messages: ApiMessage[];
  system?: string | ContentBlock[];
  tools?: { name?: string; type?: string }[];
  stream?: boolean;
  max_tokens?: number;
  thinking?: unknown;
}

/** Context that the CLI itself puts into a user message. */
const INJECTED = /<(system-reminder|local-command-caveat|command-name|local-command-stdout)>[\s\S]*?<\/\1>/g;

/** A message's content as blocks. */
export function blocksOf(message: ApiMessage): ContentBlock[] {
  return typeof message.content === "string" ? [{ type: "text", text: message.content }] : message.content;
}

/** What a person (or the product) wrote in a block; empty for anything that the CLI put there. */
function typedText(block: ContentBlock): string {
  if (block.type !== "text" || block.text === undefined) return "";
  const text = block.text.replace(INJECTED, "").trim();
  return text.startsWith("[Request interrupted by user") ? "" : text;
}

/** Every text that users wrote in this conversation, oldest first. */
export function userTexts(body: MessagesBody): string[] {
  return body.messages
    .filter((message) => message.role === "user")
    .flatMap(blocksOf)
    .map(typedText)
    .filter((text) => text !== "");
}

/** What the CLI put beside the typed words: files that a question names, memory files, and more. */
export function injectedTexts(body: MessagesBody): string[] {
  return body.messages.flatMap((message) =>
    blocksOf(message).flatMap(({ type, text = "" }) => {
      if (type !== "text") return [];
      return message.role === "user" ? [...text.matchAll(INJECTED)].map(([found]) => found) : text;
    }),
  );
}

/** The newest user text, and how many responses this turn already has: the CLI asks again after each tool result. */
export interface Prompt {
  text: string;
  step: number;
  /** The messages of this turn, from the one with the newest user text on. */
  turn: ApiMessage[];
}

/** Finds what the newest request is about. */
export function newestPrompt(body: MessagesBody): Prompt {
  for (let at = body.messages.length - 1; at >= 0; at--) {
    const message = body.messages[at];
    if (message?.role !== "user") continue;
    // The CLI merges user messages that follow each other into one: the last block is the newest.
    const text = blocksOf(message).map(typedText).filter(Boolean).at(-1);
    if (text === undefined) continue;
    const turn = body.messages.slice(at);
    return { text, step: turn.filter(({ role }) => role === "assistant").length, turn };
  }
  return { text: "", step: 0, turn: [] };
}

/** The whole system prompt as text. */
export function systemText(body: MessagesBody): string {
  if (body.system === undefined) return "";
  if (typeof body.system === "string") return body.system;
  return body.system.map((block) => block.text ?? "").join("\n\n");
}

/** The names of the tools that the request offers. */
export function toolNames(body: MessagesBody): string[] {
  return (body.tools ?? []).map((tool) => tool.name ?? tool.type ?? "");
}

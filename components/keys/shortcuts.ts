/** Where a shortcut acts. The sheet of keys has a heading for each. */
export const KEY_SCOPES = {
  everywhere: "Everywhere",
  now: "Now",
  threads: "List of threads",
  thread: "In a thread",
  finding: "Finding in a thread",
  search: "Search",
} as const;
export type KeyScope = keyof typeof KEY_SCOPES;

export interface Shortcut {
  /**
   * The keys, any of which does it: a key as the browser names it ("j", "?", "ArrowDown"), "Mod+k" (Ctrl or Cmd),
   * "Shift+F3", or two keys after each other ("g t").
   */
  keys: readonly string[];
  /** What it does. */
  words: string;
  scope: KeyScope;
  /** Whether it acts while one types, too. Others don't, and none but "Mod+…" acts in a dialog. */
  whileTyping?: true;
}

/**
 * Every key of the product that isn't the browser's own: what listens for keys asks here, and so does the sheet that
 * lists them. A key that is only in one of both can't be.
 */
export const SHORTCUTS = {
  palette: {
    keys: ["Mod+k"],
    words: "Go anywhere, find a thread, do something",
    scope: "everywhere",
    whileTyping: true,
  },
  search: { keys: ["/"], words: "Search all messages", scope: "everywhere" },
  ask: { keys: ["a"], words: "Ask a module", scope: "everywhere" },
  "go-now": { keys: ["g n"], words: "Go to Now", scope: "everywhere" },
  "go-threads": { keys: ["g t"], words: "Go to Threads", scope: "everywhere" },
  "go-search": { keys: ["g s"], words: "Go to Search", scope: "everywhere" },
  "go-modules": { keys: ["g m"], words: "Go to Modules", scope: "everywhere" },
  "go-insights": { keys: ["g i"], words: "Go to Insights", scope: "everywhere" },
  "go-graph": { keys: ["g g"], words: "Go to Graph", scope: "everywhere" },
  "go-settings": { keys: ["g ,"], words: "Go to Settings", scope: "everywhere" },
  "side-bar": { keys: ["["], words: "Narrow or widen the side bar", scope: "everywhere" },
  "keys-sheet": { keys: ["?"], words: "Show these keys", scope: "everywhere" },
  "thread-down": { keys: ["j", "ArrowDown"], words: "Next thread", scope: "threads" },
  "thread-up": { keys: ["k", "ArrowUp"], words: "Thread before", scope: "threads" },
  "thread-choose": { keys: ["x"], words: "Choose the thread, to change several at once", scope: "threads" },
  "card-down": { keys: ["j"], words: "Next answer or thread", scope: "now" },
  "card-up": { keys: ["k"], words: "Answer or thread before", scope: "now" },
  "card-stop": { keys: ["s"], words: "Stop the answer; press it twice", scope: "now" },
  "question-next": { keys: ["n"], words: "Next question", scope: "thread" },
  "question-before": { keys: ["p"], words: "Question before", scope: "thread" },
  "fold-all": { keys: ["e"], words: "Fold all that tools did", scope: "thread" },
  "unfold-all": { keys: ["E"], words: "Unfold all that tools did", scope: "thread" },
  "answer-copy": { keys: ["c"], words: "Copy the answer that is read", scope: "thread" },
  "message-menu": { keys: ["m"], words: "Open the message's menu", scope: "thread" },
  "follow-up": { keys: ["r"], words: "Ask on in this thread", scope: "thread" },
  "find-open": { keys: ["f"], words: "Find in this thread", scope: "thread" },
  "find-next": { keys: ["n", "F3"], words: "Next hit", scope: "finding", whileTyping: true },
  "find-before": { keys: ["N", "Shift+F3"], words: "Hit before", scope: "finding", whileTyping: true },
  "hit-down": {
    keys: ["ArrowDown"],
    words: "From the search box to the hits, and down",
    scope: "search",
    whileTyping: true,
  },
  "hit-up": { keys: ["ArrowUp"], words: "Up, and back to the search box", scope: "search", whileTyping: true },
} as const satisfies Record<string, Shortcut>;
export type ShortcutId = keyof typeof SHORTCUTS;

/** Keys that the browser or a form takes by itself; the sheet lists them with the others. */
export const OTHER_KEYS: readonly Shortcut[] = [
  { keys: ["Escape"], words: "Close what is open", scope: "everywhere" },
  { keys: ["Mod+Enter"], words: "Send the question that is being written", scope: "everywhere" },
  { keys: ["Enter"], words: "Open what has the focus", scope: "everywhere" },
];

/** The shortcuts of a scope, in the order in which they are listed. */
export function shortcutsOf(scope: KeyScope): Shortcut[] {
  const all: readonly Shortcut[] = [...Object.values(SHORTCUTS), ...OTHER_KEYS];
  return all.filter((shortcut) => shortcut.scope === scope);
}

const NAMES: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

/** The caps to show for a key: ["g", "t"], ["Ctrl", "K"]. */
export function keyCaps(key: string, isMac: boolean): string[] {
  const caps = key.includes(" ") ? key.split(" ") : key.split(/(?<=.)\+/);
  return caps.map((cap) => {
    if (cap === "Mod") return isMac ? "⌘" : "Ctrl";
    if (key.startsWith("Mod+") && cap.length === 1) return cap.toUpperCase();
    return NAMES[cap] ?? cap;
  });
}

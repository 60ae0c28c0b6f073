/** A choice that this browser keeps. */
export interface KeptChoice<Choice extends string> {
  get(): Choice;
  set(choice: Choice): void;
  /** Hears of changes, also of those made in another tab. Returns its undo. */
  subscribe(watcher: () => void): () => void;
}

export interface KeptChoiceOptions<Choice extends string> {
  /** Where it is kept in localStorage. */
  key: string;
  choices: readonly Choice[];
  /** What holds until something is chosen. */
  usual: Choice;
  /** Called when it changes, so that the page shows it. */
  onChange?: (choice: Choice) => void;
}

/** Keeps a choice for the browser. Where nothing can be kept (a private window may refuse it), it holds for the page. */
export function keptChoice<Choice extends string>(options: KeptChoiceOptions<Choice>): KeptChoice<Choice> {
  const { key, choices, usual, onChange } = options;
  const watchers = new Set<() => void>();
  let held: Choice | null = null;
  const read = (): Choice => choices.find((choice) => choice === stored(key)) ?? usual;
  const change = (choice: Choice) => {
    held = choice;
    onChange?.(choice);
    for (const watcher of watchers) watcher();
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === key || event.key === null) change(read());
  };
  return {
    get: () => (held ??= read()),
    set(choice) {
      keep(key, choice);
      change(choice);
    },
    subscribe(watcher) {
      if (watchers.size === 0) window.addEventListener("storage", onStorage);
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
        if (watchers.size === 0) window.removeEventListener("storage", onStorage);
      };
    },
  };
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // the browser lets nothing be kept
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    console.warn("The browser did not keep a choice; it holds until the page is closed.", error);
  }
}

/** Runs a function after a time, and not before the page is shown. Returns its undo. */
export function whenShown(run: () => void, delayMs: number): () => void {
  const cancel = () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
  const look = () => {
    if (document.visibilityState === "hidden") return;
    cancel();
    run();
  };
  const timer = setTimeout(() => {
    document.addEventListener("visibilitychange", look);
    look();
  }, delayMs);
  return cancel;
}

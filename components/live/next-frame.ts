/** Longest wait for a frame. A page that isn't shown gets no frames, and must not let its changes pile up. */
const LONGEST_WAIT_MS = 250;

/** Runs a function before the next frame is drawn. Returns its undo. */
export function nextFrame(run: () => void): () => void {
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = () => {
    cancel();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, LONGEST_WAIT_MS);
  return cancel;
}

import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { whenShown } from "./when-shown.ts";

/** As much of a document as is asked. */
class FakeDocument extends EventTarget {
  visibilityState = "visible";
  turn(state: string) {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let page: FakeDocument;
beforeEach(() => {
  vi.useFakeTimers();
  page = new FakeDocument();
  vi.stubGlobal("document", page);
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
});

it("runs after the time on a page that is shown", () => {
  const run = vi.fn();
  whenShown(run, 150);
  vi.advanceTimersByTime(149);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  page.turn("visible");
  expect(run).toHaveBeenCalledTimes(1);
});

it("waits for a page that is hidden to be shown, and runs once", () => {
  const run = vi.fn();
  page.turn("hidden");
  whenShown(run, 150);
  vi.advanceTimersByTime(60_000);
  page.turn("hidden");
  expect(run).not.toHaveBeenCalled();
  page.turn("visible");
  page.turn("visible");
  expect(run).toHaveBeenCalledTimes(1);
});

it("doesn't run when it was undone", () => {
  const run = vi.fn();
  whenShown(run, 150)();
  page.turn("hidden");
  const undo = whenShown(run, 150);
  vi.advanceTimersByTime(200);
  undo();
  page.turn("visible");
  expect(run).not.toHaveBeenCalled();
});

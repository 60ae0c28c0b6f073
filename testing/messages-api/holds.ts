/**
 * Places where responses wait for a test. A name that was released stays released, so that a release may come before
 * the response gets there; each test uses names of its own.
 */
export class Holds {
  readonly #points = new Map<string, HoldPoint>();

  /** Lets every response pass that waits at this name, now or later. */
  release(name: string): void {
    this.#point(name).released.resolve();
  }

  /** Settles when a response has arrived at this name: everything before it was sent. */
  async held(name: string): Promise<void> {
    await this.#point(name).reached.promise;
  }

  /** Waits at this name, until it is released or the reader is gone. */
  async wait(name: string, gone: Promise<void>): Promise<void> {
    const point = this.#point(name);
    point.reached.resolve();
    await Promise.race([point.released.promise, gone]);
  }

  /** Lets everything pass. */
  releaseAll(): void {
    for (const point of this.#points.values()) point.released.resolve();
  }

  #point(name: string): HoldPoint {
    const known = this.#points.get(name);
    if (known) return known;
    const point = { reached: deferred(), released: deferred() };
    this.#points.set(name, point);
    return point;
  }
}

interface HoldPoint {
  reached: Deferred;
  released: Deferred;
}

interface Deferred {
  promise: Promise<void>;
  resolve: () => void;
}

function deferred(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

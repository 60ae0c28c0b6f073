/** Where the page begins below what sticks to the top of the window, in pixels: what stands above is not read. */
export function pageTop(): number {
  // Wide screens have the side bar beside the page, and nothing above it (--bar in app/globals.css).
  return window.matchMedia("(width >= 64rem)").matches ? 16 : 64;
}
/** So near to the end counts as at the end, in pixels. */
const NEAR = 48;
/** So long a place that was aimed at is held while what stands around it gets its height, in milliseconds. */
const AIM_MS = 600;

interface Anchor {
  messageId: string | null;
  element: Element;
  top: number;
  /** The message's own top: when the element is gone, that is held. */
  messageTop: number;
}

/**
 * Keeps what is being read where it is on the screen, whatever gets another height above it or is put there; or the
 * end of the page, for a reader who is there while text arrives. Browsers do the former by themselves, but not all of
 * them, and none at the top of a page.
 */
export class ReadingPlace {
  readonly #content: HTMLElement;
  #anchor: Anchor | null = null;
  #scrolledTo: number;
  #aimedUntil = 0;
  /** Whether the reader is at the end of the page. */
  following = false;
  /** Whether text arrives at the end. */
  growing = false;
  /** Whether the thread ends on this page: the end of a part is no place to stay at. */
  ends = false;
  /** Whether the thread begins on this page, so that nothing is put above what it shows first. */
  begins = false;

  constructor(content: HTMLElement) {
    this.#content = content;
    this.#scrolledTo = window.scrollY;
    this.#pick();
  }

  /** The message that is being read. */
  get messageId(): string | null {
    return this.#anchor?.messageId ?? null;
  }

  /** How far below the top of the window that message begins, in pixels. */
  get messageTop(): number {
    return this.#anchor?.messageTop ?? 0;
  }

  /** Hears that the page was scrolled: whether the reader has left the end, or come to it. */
  heed(): void {
    const top = window.scrollY;
    if (!this.ends || (distanceToEnd() >= NEAR && top < this.#scrolledTo)) this.following = false;
    else if (distanceToEnd() < NEAR) this.following = true;
  }

  /** Puts what is being read back to where it was. To be called when anything may have moved, before it is painted. */
  hold(): void {
    if (this.following && this.growing) {
      this.toEnd();
      return;
    }
    const scrolled = window.scrollY - this.#scrolledTo;
    // At the head of a page what changes there is what is looked at.
    const isAtHead = this.begins && this.#content.getBoundingClientRect().top > pageTop();
    const top = this.#anchor && !isAtHead ? topOf(this.#anchor) : null;
    // What was scrolled since is meant to have moved.
    if (top) this.#scrollBy(top.now - (top.before - scrolled));
    const isAimed = performance.now() < this.#aimedUntil && Math.abs(scrolled) < 1;
    if (!top || !isAimed) this.#pick();
  }

  /** Brings an element to a place on the screen, and holds it there while what stands around it gets its height. */
  aim(element: Element, top: number): void {
    const message = element.closest("article[data-message]");
    const messageTop = top + (message?.getBoundingClientRect().top ?? 0) - element.getBoundingClientRect().top;
    this.#anchor = { messageId: messageIdOf(message), element, top, messageTop };
    this.#aimedUntil = performance.now() + AIM_MS;
    this.following = false;
    this.#scrollBy(element.getBoundingClientRect().top - top);
  }

  /** Goes to the end of the page and stays there while it grows. */
  toEnd(behavior: ScrollBehavior = "instant"): void {
    this.following = true;
    this.#aimedUntil = 0;
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior });
    this.#pick();
  }

  #pick(): void {
    this.#scrolledTo = window.scrollY;
    this.#aimedUntil = 0;
    const element = firstVisible(this.#content);
    const message = element?.closest("article[data-message]") ?? null;
    this.#anchor = element && {
      messageId: messageIdOf(message),
      element,
      top: element.getBoundingClientRect().top,
      messageTop: (message ?? element).getBoundingClientRect().top,
    };
  }

  #scrollBy(pixels: number): void {
    if (Math.abs(pixels) >= 0.5) window.scrollBy({ top: pixels, behavior: "instant" });
    this.#scrolledTo = window.scrollY;
  }
}

/** How much of the page is below the window, in pixels. */
function distanceToEnd(): number {
  const page = document.documentElement;
  return page.scrollHeight - page.clientHeight - page.scrollTop;
}

const messageIdOf = (message: Element | null) =>
  message instanceof HTMLElement ? (message.dataset.message ?? null) : null;

/** Where the anchor is and where it was; null when both it and its message are gone. */
function topOf({ element, top, messageId, messageTop }: Anchor): { now: number; before: number } | null {
  if (element.isConnected) return { now: element.getBoundingClientRect().top, before: top };
  const message = messageId === null ? null : articleOf(messageId);
  return message && { now: message.getBoundingClientRect().top, before: messageTop };
}

/** The article of a message, when it is drawn. */
export function articleOf(messageId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`article[data-message="${CSS.escape(messageId)}"]`);
}

/**
 * The innermost element at the top of what can be seen: what is added within a long message moves no other part. Of the
 * messages, while any is in view: what stands above them stays there when more are read.
 */
function firstVisible(content: HTMLElement): Element | null {
  const messages = content.querySelector("[data-messages]");
  const top = pageTop();
  const isInView = messages !== null && messages.getBoundingClientRect().bottom > top;
  let found: Element | null = null;
  for (let within: Element = isInView ? messages : content; ; ) {
    const next = [...within.children].find((child) => {
      // What sticks to the top of the window, or fills a gap, tells nothing of what is read.
      if (child.matches("article > header, [data-gap], [data-sticky]")) return false;
      const { bottom, height } = child.getBoundingClientRect();
      return height > 0 && bottom > top;
    });
    if (!next) return found;
    found = next;
    if (next.getBoundingClientRect().top >= top) return found;
    within = next;
  }
}

import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { hasScrolledSinceOpening, OPENING_SCRIPT } from "./opening-script.ts";

interface Visit {
  opens?: string;
  address?: string;
  drawn?: string[];
  kept?: boolean;
}

/** Runs the script on a page, and says where it went to. */
function visit({ opens = "end", address = "/", drawn = [], kept = false }: Visit) {
  const gone: string[] = [];
  const onceRead: (() => void)[] = [];
  const { hash, search } = new URL(address, "http://localhost");
  const page: Record<string, unknown> = {
    scrollY: 0,
    URLSearchParams,
    location: { hash, search },
    history: { state: kept ? { threadEntry: "1" } : null },
    scrollTo: () => gone.push("end"),
    document: {
      currentScript: { dataset: { opens } },
      documentElement: { scrollHeight: 9_000 },
      getElementById: (id: string) => (drawn.includes(id) ? { scrollIntoView: () => gone.push(id) } : null),
      addEventListener: (_: string, listener: () => void) => onceRead.push(listener),
    },
  };
  page.window = page;
  runInNewContext(OPENING_SCRIPT, page);
  return { gone, page, readIn: () => onceRead[0]?.() };
}

test("a long thread is brought to its end, a short one stays at its beginning", () => {
  expect(visit({}).gone).toEqual(["end"]);
  expect(visit({ opens: "start" }).gone).toEqual([]);
});

test("a message that the address names is gone to, also in a short thread", () => {
  const drawn = ["message-a", "message-b"];
  expect(visit({ opens: "start", drawn, address: "/threads/t?at=a" }).gone).toEqual(["message-a"]);
  expect(visit({ drawn, address: "/threads/t?at=a#message-b" }).gone).toEqual(["message-b"]);
  expect(visit({ drawn, address: "/threads/t#%E0%A4%A" }).gone).toEqual(["end"]);
});

test("the place of a page that is come back to is left to the page itself", () => {
  expect(visit({ kept: true }).gone).toEqual([]);
});

test("it goes once more when the page is read in, unless the reader has scrolled", () => {
  const first = visit({});
  first.readIn();
  expect(first.gone).toEqual(["end", "end"]);
  const second = visit({});
  second.page.scrollY = 300;
  second.readIn();
  expect(second.gone).toEqual(["end"]);
});

test("whoever has scrolled since is told from one who hasn't, once; a page of another length was moved by that", () => {
  const look = (scrollY: number, scrollHeight = 9_000) => {
    const { page } = visit({});
    vi.stubGlobal("window", Object.assign(page, { scrollY }));
    vi.stubGlobal("document", { documentElement: { scrollHeight } });
    const told = [hasScrolledSinceOpening(), hasScrolledSinceOpening()];
    vi.unstubAllGlobals();
    return told;
  };
  expect(look(0)).toEqual([false, false]);
  expect(look(300)).toEqual([true, false]);
  expect(look(300, 9_100)).toEqual([false, false]);
});

test("the script can't end its own element", () => {
  expect(OPENING_SCRIPT).not.toMatch(/<|&/);
});

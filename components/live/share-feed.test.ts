import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeBrowser } from "@/testing/fake-browser.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(50);

/** A browser with two tabs, of which the first one leads. */
async function twoTabs() {
  const browser = new FakeBrowser();
  const [, second] = [browser.openTab(), browser.openTab()];
  await settle();
  return { browser, second };
}

describe("shareFeed", () => {
  it("needs one connection for all tabs, and each hears everything", async () => {
    const browser = new FakeBrowser();
    const tabs = Array.from({ length: 10 }, () => browser.openTab());
    await settle();
    browser.write("a");
    browser.write("b");
    await settle();
    expect(browser.connections).toHaveLength(1);
    expect(tabs.map((tab) => tab.text)).toEqual(tabs.map(() => "ab"));
    expect(tabs.map((tab) => tab.fetches)).toEqual(tabs.map(() => 0));
  });

  it("gives a tab that joins what came between its snapshot and its joining", async () => {
    const browser = new FakeBrowser();
    browser.openTab();
    await settle();
    const late = browser.openTab();
    browser.write("a");
    await settle();
    browser.write("b");
    await settle();
    expect([late.text, late.fetches]).toEqual(["ab", 0]);
  });

  it("goes on in another tab when the leader is closed, with nothing lost or doubled", async () => {
    const browser = new FakeBrowser();
    const [leader, second, third] = [browser.openTab(), browser.openTab(), browser.openTab()];
    await settle();
    browser.write("a");
    await settle();
    leader.crash();
    browser.write("b");
    await settle();
    expect(browser.connections.map(({ after }) => after)).toEqual([0, 1]);
    expect([second.text, third.text]).toEqual(["ab", "ab"]);
    expect([second.fetches, third.fetches]).toEqual([0, 0]);
  });

  it("gives a tab that missed events of the leader what it missed", async () => {
    const { browser, second } = await twoTabs();
    second.isDeaf = true;
    browser.write("a");
    await settle();
    second.isDeaf = false;
    browser.write("b");
    await settle();
    expect([second.text, second.fetches]).toEqual(["ab", 0]);
  });

  it("tells a tab that missed more than the leader remembers to read everything anew", async () => {
    const { browser, second } = await twoTabs();
    second.isDeaf = true;
    browser.write("a".repeat(300_000));
    await settle();
    browser.write("b".repeat(300_000));
    await settle();
    second.isDeaf = false;
    browser.write("c");
    await settle();
    expect([second.text === browser.text, second.fetches]).toEqual([true, 1]);
  });

  it("notices at the next beat that it missed the last event", async () => {
    const { browser, second } = await twoTabs();
    second.isDeaf = true;
    browser.write("a");
    await settle();
    second.isDeaf = false;
    browser.beat();
    await settle();
    expect(second.text).toBe("a");
  });

  it("does without a leader that is frozen, until it speaks again", async () => {
    const browser = new FakeBrowser();
    const [leader, second] = [browser.openTab(), browser.openTab()];
    await settle();
    leader.freeze();
    browser.write("a");
    await vi.advanceTimersByTimeAsync(45_000);
    expect(browser.connections).toHaveLength(2);
    expect(second.text).toBe("a");
    const third = browser.openTab();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(browser.connections).toHaveLength(3);
    leader.thaw();
    browser.write("b");
    await settle();
    browser.write("c");
    await settle();
    expect(browser.connections.filter(({ isOpen }) => isOpen)).toHaveLength(1);
    expect([leader.text, second.text, third.text]).toEqual(["abc", "abc", "abc"]);
  });

  it("does soon without the next leader when that is frozen", async () => {
    const browser = new FakeBrowser();
    const [first, second, third] = [browser.openTab(), browser.openTab(), browser.openTab()];
    await settle();
    second.freeze();
    first.leave();
    browser.write("a");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(third.text).toBe("a");
    second.thaw();
    browser.write("b");
    await settle();
    expect([second.text, third.text]).toEqual(["ab", "ab"]);
    expect(browser.connections.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  });

  it("asks a new leader that wasn't one yet when it was asked", async () => {
    const browser = new FakeBrowser();
    browser.lockMs = 3_000;
    const [first, second] = [browser.openTab(), browser.openTab()];
    await vi.advanceTimersByTimeAsync(10_000);
    browser.write("a");
    await settle();
    expect([first.text, second.text]).toEqual(["a", "a"]);
    expect(browser.connections).toHaveLength(1);
  });

  it("gives nothing twice when the new leader had heard less than the others", async () => {
    const browser = new FakeBrowser();
    const [first, second, third] = [browser.openTab(), browser.openTab(), browser.openTab()];
    await settle();
    second.isDeaf = true;
    browser.write("a");
    await settle();
    first.crash();
    second.isDeaf = false;
    await settle();
    expect([second.text, third.text]).toEqual(["a", "a"]);
    expect([second.events, third.events]).toEqual([1, 1]);
  });

  it("gives a view that is opened late what it missed, and has it alone read anew when that is forgotten", async () => {
    const browser = new FakeBrowser();
    const tab = browser.openTab();
    await settle();
    browser.write("a");
    await settle();
    tab.openView({ text: "", cursor: 0 });
    await settle();
    expect([tab.texts, tab.fetches]).toEqual([["a", "a"], 0]);
    browser.write("b".repeat(600_000));
    await settle();
    tab.openView({ text: "", cursor: 0 });
    await settle();
    expect([tab.texts.map((text) => text.length), tab.fetches]).toEqual([[600_001, 600_001, 600_001], 1]);
  });

  it("tells every tab whether the connection is live", async () => {
    const browser = new FakeBrowser();
    const tabs = [browser.openTab(), browser.openTab()];
    await settle();
    browser.say("reconnecting");
    await settle();
    tabs.push(browser.openTab());
    await settle();
    expect(tabs.map((tab) => tab.state)).toEqual(["reconnecting", "reconnecting", "reconnecting"]);
    browser.say("live");
    await settle();
    expect(tabs.map((tab) => tab.state)).toEqual(["live", "live", "live"]);
  });

  it("has every tab read everything anew when the server says so", async () => {
    const browser = new FakeBrowser();
    const tabs = [browser.openTab(), browser.openTab()];
    await settle();
    browser.trim("new");
    await settle();
    browser.write("er");
    await settle();
    expect(tabs.map((tab) => [tab.text, tab.fetches])).toEqual(tabs.map(() => ["newer", 1]));
  });

  it("leads no more when the page is left, and goes on when it is shown again", async () => {
    const browser = new FakeBrowser();
    const [first, second] = [browser.openTab(), browser.openTab()];
    await settle();
    first.leave();
    browser.write("a");
    await settle();
    expect(second.text).toBe("a");
    first.comeBack();
    await settle();
    expect([first.text, first.fetches]).toEqual(["a", 0]);
    expect(browser.connections.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  });

  it("leaves nothing behind when the last view is gone", async () => {
    const browser = new FakeBrowser();
    const tabs = [browser.openTab(), browser.openTab()];
    await settle();
    for (const tab of tabs) tab.closeViews();
    await settle();
    expect(browser.connections.filter(({ isOpen }) => isOpen)).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("shows the stored text in every tab, whatever happens to tabs and connections", async () => {
    const tab = fc.nat(3);
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("write" as const), tab }) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom(
            ...(["crash", "leave", "comeBack", "freeze", "thaw", "deafen", "hear", "openView"] as const),
          ),
          tab,
        }),
      },
      fc.record({ kind: fc.constantFrom(...(["beat", "trim", "breakOff", "wait"] as const)), tab }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const browser = new FakeBrowser();
        const tabs = [0, 1, 2, 3].map(() => browser.openTab());
        for (const [index, { kind, tab: number }] of steps.entries()) {
          const chosen = tabs[number] ?? browser.openTab();
          if (kind === "write") browser.write(`${index} `);
          else if (kind === "beat") browser.beat();
          else if (kind === "trim") browser.trim(`${index}:`);
          else if (kind === "breakOff") browser.breakOff();
          else if (kind === "deafen" || kind === "hear") chosen.isDeaf = kind === "deafen";
          else if (kind === "wait") await vi.advanceTimersByTimeAsync(46_000);
          else if (kind === "crash") {
            chosen.crash();
            tabs[number] = browser.openTab();
          } else chosen[kind]();
          if (index % 3 === 0) await vi.advanceTimersByTimeAsync(5);
        }
        for (const each of tabs) {
          each.isDeaf = false;
          each.thaw();
          each.comeBack();
        }
        for (let round = 0; round < 8; round += 1) {
          browser.beat();
          await vi.advanceTimersByTimeAsync(10_000);
        }
        expect(tabs.flatMap((each) => each.texts)).toEqual(tabs.flatMap((each) => each.texts.map(() => browser.text)));
        expect(browser.connections.filter(({ isOpen }) => isOpen)).toHaveLength(1);
        for (const each of tabs) each.crash();
      }),
      { numRuns: 400 },
    );
  });
});

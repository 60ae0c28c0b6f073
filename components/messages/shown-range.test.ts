import { describe, expect, it } from "vitest";
import { covers, joined, rangeInView, type Slot, slotsOf } from "./shown-range.ts";

const all = Array.from({ length: 100 }, (_, index) => ({ messageId: `m${index}`, height: 300 }));
const none = new Set<string>();

const drawn = (slots: Slot[]) => slots.flatMap((slot) => (slot.type === "message" ? slot.index : []));
const heightOf = (slots: Slot[]) =>
  slots.reduce((sum, slot) => sum + (slot.type === "gap" ? slot.height : (all[slot.index]?.height ?? 0)), 0);

describe("rangeInView", () => {
  it("draws what is in the window and near it, wherever the message stands whose place is known", () => {
    const range = { first: "m47", last: "m55" };
    expect(rangeInView(all, { index: 50, top: 0 }, 700)).toEqual(range);
    expect(rangeInView(all, { index: 10, top: -12_000 }, 700)).toEqual(range);
    expect(rangeInView(all, { index: 90, top: 12_000 }, 700)).toEqual(range);
  });

  it("ends where the messages end", () => {
    expect(rangeInView(all, { index: 0, top: 100 }, 700).first).toBe("m0");
    expect(rangeInView(all, { index: 99, top: 100 }, 700).last).toBe("m99");
    expect(rangeInView(all, { index: 99, top: -90_000 }, 700)).toEqual({ first: "m99", last: "m99" });
  });
});

describe("what is drawn at once", () => {
  const drawnNow = { first: "m40", last: "m45" };

  it("is nothing while all that is in the window is drawn", () => {
    expect(covers(all, drawnNow, { first: "m40", last: "m45" })).toBe(true);
    expect(covers(all, drawnNow, { first: "m45", last: "m46" })).toBe(false);
    expect(covers(all, { first: "gone", last: "m45" }, { first: "m41", last: "m42" })).toBe(false);
    expect(covers(all, null, { first: "m0", last: "m99" })).toBe(true);
  });

  it("adds to what is drawn where both meet, and takes its place after a jump", () => {
    expect(joined(all, drawnNow, { first: "m44", last: "m47" })).toEqual({ first: "m40", last: "m47" });
    expect(joined(all, drawnNow, { first: "m38", last: "m39" })).toEqual({ first: "m38", last: "m45" });
    expect(joined(all, drawnNow, { first: "m80", last: "m82" })).toEqual({ first: "m80", last: "m82" });
  });
});

describe("slotsOf", () => {
  it("fills with gaps what is not drawn, so that the page is as high as with all of it", () => {
    const slots = slotsOf(all, { first: "m40", last: "m45" }, none);
    expect(drawn(slots)).toEqual([40, 41, 42, 43, 44, 45]);
    expect(heightOf(slots)).toBe(30_000);
    expect(slots.map(({ type }) => type)).toEqual(["gap", ...Array(6).fill("message"), "gap"]);
  });

  it("draws what is kept wherever it stands", () => {
    const slots = slotsOf(all, { first: "m40", last: "m41" }, new Set(["m3"]));
    expect(drawn(slots)).toEqual([3, 40, 41]);
    expect(heightOf(slots)).toBe(30_000);
  });

  it("draws all of it without a range, and some of it when the range is gone", () => {
    expect(drawn(slotsOf(all, null, none))).toHaveLength(100);
    expect(drawn(slotsOf(all, { first: "gone", last: "m50" }, none))).toContain(50);
    expect(drawn(slotsOf(all, { first: "m50", last: "gone" }, none))).toContain(50);
  });
});

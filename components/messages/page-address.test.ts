import { describe, expect, it } from "vitest";
import { placeNamed } from "./page-address.ts";

const ID = "0c0ffee0-1234-4abc-8def-123456789012";

describe("placeNamed", () => {
  it("names a message, also one whose id ends like a position does", () => {
    expect(placeNamed(ID, null)).toEqual({ messageId: ID, position: null });
    expect(placeNamed("thread-17", null)).toEqual({ messageId: "thread-17", position: null });
    expect(placeNamed("thread-17", "thread-17")).toEqual({ messageId: "thread-17", position: null });
  });

  it("names a block of the message that is asked for, or of one of our own", () => {
    expect(placeNamed(`${ID}-4`, null)).toEqual({ messageId: ID, position: 4 });
    expect(placeNamed("thread-17-4", "thread-17")).toEqual({ messageId: "thread-17", position: 4 });
  });
});

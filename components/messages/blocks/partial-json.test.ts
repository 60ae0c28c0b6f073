import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPartialJson } from "./partial-json.ts";

describe("readPartialJson", () => {
  it.each([
    ['{"file_path":"/src/a', { file_path: "/src/a" }],
    ['{"command":"ls","descr', { command: "ls" }],
    ['{"command":"ls","description":', { command: "ls" }],
    ['{"a":[1,{"b":"c\\', { a: [1, { b: "c" }] }],
    ['{"a":tr', {}],
    ["{", {}],
    ["", undefined],
    ["no JSON", undefined],
  ])("reads %j", (text, value) => {
    expect(readPartialJson(text)).toEqual(value);
  });

  it("reads something of every beginning of an object, and all of the whole", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);
        expect(readPartialJson(text)).toEqual(JSON.parse(text));
        const length = 1 + (cut % text.length);
        expect(readPartialJson(text.slice(0, length))).toBeTypeOf("object");
      }),
    );
  });
});

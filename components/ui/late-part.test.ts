import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { type LatePart, latePart, useLatePart } from "./late-part.ts";

const View = ({ part }: { part: LatePart<{ words: string }> }) => useLatePart(part)?.words ?? "not yet";

it("is not there before it is fetched, tells when it is, and is there at once from then on", async () => {
  let fetched = 0;
  const part = latePart(async () => {
    fetched += 1;
    return { words: "here" };
  });
  const told: (string | null)[] = [];
  part.subscribe(() => told.push(part.now()?.words ?? null));
  expect(renderToStaticMarkup(createElement(View, { part }))).toBe("not yet");
  expect(fetched).toBe(0);
  await part.load();
  expect(told).toEqual(["here"]);
  expect(renderToStaticMarkup(createElement(View, { part }))).toBe("here");
});

it("is fetched anew after it could not be had", async () => {
  const answers = [() => Promise.reject(new Error("gone")), () => Promise.resolve("here")];
  const part = latePart(() => answers.shift()?.() ?? Promise.reject(new Error("asked too often")));
  await expect(part.load()).rejects.toThrow("gone");
  expect(part.now()).toBeNull();
  await expect(part.load()).resolves.toBe("here");
});

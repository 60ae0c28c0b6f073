import { expect, test } from "vitest";
import { insightsHref, parseInsightsAsk } from "./insights-ask.ts";

const parse = (address: string) => {
  const params = new URLSearchParams(address);
  return parseInsightsAsk((name) => params.get(name) ?? "");
};

test("an address without parameters asks for thirty days by module", () => {
  expect(parse("")).toMatchObject({ range: "30", by: "module", module: null, model: null, source: null });
});

test("what is asked for stands in the address, and comes back from it", () => {
  for (const address of [
    "",
    "range=all",
    "range=custom&from=2026-01-01&to=2026-02-01&by=model&module=a+b%26c&model=unknown&source=imported",
  ]) {
    expect(insightsHref(parse(address))).toBe(address === "" ? "/insights" : `/insights?${address}`);
  }
});

test("days alone mean a custom range, and those of another range are left aside", () => {
  expect(parse("from=2026-01-01")).toMatchObject({ range: "custom", from: "2026-01-01", to: null });
  expect(parse("range=7&from=2026-01-01")).toMatchObject({ range: "7", from: null });
});

test("a word that is not known is refused, naming it and what is known", () => {
  expect(() => parse("range=31")).toThrow(
    expect.objectContaining({ code: "input-invalid", field: "range", hint: expect.stringContaining("7, 30, 90, all") }),
  );
  expect(() => parse("source=elsewhere")).toThrow(expect.objectContaining({ field: "source" }));
});

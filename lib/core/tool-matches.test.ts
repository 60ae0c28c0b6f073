import { expect, it } from "vitest";
import { readMatches } from "./tool-matches.ts";

it("puts lines with their files, those beside a match too", () => {
  const text = "src/a-1.ts-3-before\nsrc/a-1.ts:4:const b = 2;\n--\nsrc/b.ts:12:a: 13:x";
  const { files } = readMatches(text, "content", "src");
  expect(files.map(({ path }) => path)).toEqual(["src/a-1.ts", "src/b.ts"]);
  expect(files[0]?.lines).toEqual([
    { number: 3, text: "before", found: false },
    { number: 4, text: "const b = 2;", found: true },
  ]);
  expect(files[1]?.lines).toEqual([{ number: 12, text: "a: 13:x", found: true }]);
});

it("reads lines of one file, and lines without numbers", () => {
  expect(readMatches("4:x\n5-y", "content", "/a.ts").files).toEqual([
    {
      path: "/a.ts",
      count: null,
      lines: [
        { number: 4, text: "x", found: true },
        { number: 5, text: "y", found: false },
      ],
    },
  ]);
  const [file] = readMatches("src/a.ts:const b", "content", null).files;
  expect(file).toEqual({ path: "src/a.ts", count: null, lines: [{ number: null, text: "const b", found: true }] });
  const [windows] = readMatches("C:\\src\\a.ts:7:x", "content", null).files;
  expect(windows?.path).toBe("C:\\src\\a.ts");
});

it("reads counts and paths, and keeps what was said beside them apart", () => {
  expect(readMatches("Found 2 files\na.ts\nb.ts", null, null)).toEqual({
    files: ["a.ts", "b.ts"].map((path) => ({ path, count: null, lines: [] })),
    notes: ["Found 2 files"],
  });
  const counted = readMatches("a.ts:3\n\nFound 3 total occurrences across 1 file.", "count", null);
  expect(counted.files).toEqual([{ path: "a.ts", count: 3, lines: [] }]);
  expect(readMatches("No files found", null, null)).toEqual({ files: [], notes: ["No files found"] });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepMath } from "./keep-math.ts";

describe("keepMath", () => {
  it.each([
    ["products, which are no emphasis", "so $a * b$ and $c * d$", "so $a \\* b$ and $c \\* d$"],
    ["indexes", "$x_i$ or $\\sum_{i=1}^n$", "$x\\_i$ or $\\\\sum\\_{i=1}\\^n$"],
    ["math on lines of its own", "$$\na_1\n- b\n$$", "$$\na\\_1\n\\- b\n$$"],
    ["brackets with a backslash", "\\(a_1\\) and \\[b\\]", "\\\\(a\\_1\\\\) and \\\\[b\\\\]"],
  ])("quotes the marks in %s", (_, source, kept) => {
    expect(keepMath(source)).toBe(kept);
  });

  it.each([
    "It costs $5 or $10, *really*.",
    "a $ b *c* $ d",
    "`$a_1$` and ``$b*c$``",
    "```sh\necho $HOME_DIR $PATH_X\n```",
    "export $A_B\n\nand $C_D$ler",
    "\\$a_1\\$ *b*",
  ])("leaves %j as it is", (source) => {
    expect(keepMath(source)).toBe(source);
  });

  it("adds backslashes and nothing else", () => {
    const pieces = fc.constantFrom("$", "$$", "a", "_", "*", " ", "\n", "\\(", "\\)", "`", "5", "\\", "[", "]", "-");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (all) => {
        const source = all.join("");
        expect(keepMath(source).replaceAll("\\", "")).toBe(source.replaceAll("\\", ""));
      }),
    );
  });
});

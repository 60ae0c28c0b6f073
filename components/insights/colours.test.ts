import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Triple = [number, number, number];

/** How colours look with each kind of colour vision (Machado, Oliveira and Fernandes 2009), in linear light. */
const VISIONS: Record<string, [Triple, Triple, Triple]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The colour of the page in each theme, as sRGB: --canvas in app/globals.css. */
const CANVAS = { light: "#fbfaf8", dark: "#111317" };

const linear = (hex: string): Triple => {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};
const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const luminance = (hex: string) => dot([0.2126, 0.7152, 0.0722], linear(hex));

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** A colour in OKLab, as it is seen; distances in it are alike to the eye. */
function seen(hex: string, vision: [Triple, Triple, Triple]): Triple {
  const light = vision.map((row) => Math.max(0, dot(row, linear(hex)))) as Triple;
  const cones = (
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ] as Triple[]
  ).map((row) => Math.cbrt(dot(row, light))) as Triple;
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

const css = readFileSync(path.join(import.meta.dirname, "../../app/globals.css"), "utf8");
const colours = [...css.matchAll(/--plot-\d: (#[0-9a-f]{6});/g)].map(([, hex = ""]) => hex);
const palettes = { light: colours.slice(0, 7), dark: colours.slice(7) };

for (const theme of ["light", "dark"] as const) {
  test(`colours of plots stand out from the page in ${theme} mode`, () => {
    expect(palettes[theme]).toHaveLength(7);
    for (const hex of palettes[theme]) expect(contrast(hex, CANVAS[theme]), hex).toBeGreaterThan(3);
  });

  for (const [name, vision] of Object.entries(VISIONS)) {
    test(`colours of plots are told apart in ${theme} mode with ${name} vision`, () => {
      for (const [at, a] of palettes[theme].entries()) {
        for (const b of palettes[theme].slice(0, at)) {
          const distance = Math.hypot(...seen(a, vision).map((value, place) => value - (seen(b, vision)[place] ?? 0)));
          expect(100 * distance, `${a} ${b}`).toBeGreaterThan(10);
        }
      }
    });
  }
}

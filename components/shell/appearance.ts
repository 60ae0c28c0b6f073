import { keptChoice } from "../ui/kept-choice.ts";

const DENSITY_KEY = "switchboard:density";
const SIDE_BAR_KEY = "switchboard:side-bar";

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];
/** "fitting": wide where the page keeps its width beside it, else narrow. */
export const SIDE_BARS = ["fitting", "wide", "narrow"] as const;
export type SideBarWidth = (typeof SIDE_BARS)[number];

/** How much room rows and messages take; globals.css has the measures. */
export const density = keptChoice<Density>({
  key: DENSITY_KEY,
  choices: DENSITIES,
  usual: "comfortable",
  onChange: (choice) => document.documentElement.setAttribute("data-density", choice),
});

/** Whether the side bar shows words or only icons. */
export const sideBar = keptChoice<SideBarWidth>({
  key: SIDE_BAR_KEY,
  choices: SIDE_BARS,
  usual: "fitting",
  onChange: (choice) => document.documentElement.setAttribute("data-side-bar", choice),
});

/**
 * Runs while the server's HTML is read, before anything is painted: puts on the page what this browser has kept. Only
 * words of the lists reach the page.
 */
export const APPEARANCE_SCRIPT = `(()=>{const put=(key,name,known)=>{try{const kept=localStorage.getItem(key);if(known.includes(kept))document.documentElement.setAttribute(name,kept)}catch{}};put(${JSON.stringify(DENSITY_KEY)},"data-density",${JSON.stringify(DENSITIES)});put(${JSON.stringify(SIDE_BAR_KEY)},"data-side-bar",${JSON.stringify(SIDE_BARS)})})()`;

/** Whether the side bar shows words now. */
export function isSideBarWide(): boolean {
  const choice = sideBar.get();
  return choice === "fitting" ? window.matchMedia("(min-width: 88rem)").matches : choice === "wide";
}

export function flipSideBar(): void {
  sideBar.set(isSideBarWide() ? "narrow" : "wide");
}

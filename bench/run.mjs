// npm run bench -- NAME [NAME …]: measures, prints, and writes the figures to bench/RESULTS.md.
import { writeResults } from "./results.mjs";

const BENCHES = {
  stream: () => import("./stream.mjs"),
  reading: () => import("./reading.mjs"),
  live: () => import("./live.mjs"),
  import: () => import("./import.mjs"),
  search: () => import("./search.mjs"),
  pages: () => import("./pages.mjs"),
  insights: () => import("./insights.mjs"),
  web: () => import("./web.mjs"),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join(" | ")}`);
  process.exit(2);
}
for (const name of names) {
  const { measure } = await BENCHES[name]();
  const text = await measure();
  console.log(text);
  writeResults(name, text);
}

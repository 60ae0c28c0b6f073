// Writes docs/licences.md from the lockfile. With --check it only says whether that would change it.
import fs from "node:fs";
import { projectFile } from "./project.mjs";
import { licencesPage } from "./supply.mjs";

const page = projectFile("docs/licences.md");
const wanted = licencesPage(JSON.parse(fs.readFileSync(projectFile("package-lock.json"), "utf8")));

if (!process.argv.includes("--check")) fs.writeFileSync(page, wanted);
else if (!fs.existsSync(page) || fs.readFileSync(page, "utf8") !== wanted) {
  console.error("docs/licences.md is stale: package-lock.json has other packages. Run: node scripts/licences.mjs");
  process.exitCode = 1;
}

import os from "node:os";
import { checkDatabase } from "../lib/db/check-database.ts";

/** The process that looks through a whole database for the doctor (lib/queries/doctor-database.ts), and prints JSON. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Name a database.");
// Answers and pages come first.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
try {
  console.log(JSON.stringify(checkDatabase(file)));
} catch (error) {
  console.log(JSON.stringify({ damage: [error instanceof Error ? error.message : String(error)], lost: 0 }));
}

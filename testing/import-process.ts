/** A program that imports: tests kill it. Arguments: database, root. Prints a line for each note of its progress. */
import { openDatabase } from "../lib/db/client.ts";
import { importHistory } from "../lib/history/import-history.ts";

const [file = "", root = ""] = process.argv.slice(2);
const db = openDatabase(file);
const ended = await importHistory(db, { root, onProgress: ({ messages }) => console.log(messages) });
console.log(ended.state);
db.$client.close();

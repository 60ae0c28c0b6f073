// The command line from its sources, as bin/switchboard.mjs runs the built one.
import { main } from "../cli/main.ts";

await main(process.argv.slice(2));

import { createHash } from "node:crypto";

/**
 * An id that the same source always gets, in the form of a UUID: importing twice makes nothing twice.
 * @param what tells apart what is made of one source
 */
export function derivedId(what: "answer" | "run" | "thread" | "line", source: string): string {
  const hex = createHash("sha256").update(`switchboard ${what} ${source}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

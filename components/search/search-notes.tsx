import { plural } from "../messages/amounts.ts";
import { Notice } from "../ui/notice.tsx";

/** So many of the newest are read all the same (lib/db/search-unindexed.ts). */
const READ_ANYWAY = 200;

/** What of a search could not be used, and what it could not look into yet. */
export function SearchNotes({ notes, notIndexed }: { notes: string[]; notIndexed: number }) {
  const waiting = notIndexed >= 1_000 ? "More than 1,000 messages" : plural(notIndexed, "message");
  return (
    <>
      {notes.map((note) => (
        <Notice key={note} tone="warn" title={note} />
      ))}
      {notIndexed > READ_ANYWAY ? (
        <Notice title={`${waiting} are being made ready for search.`}>
          Of these only the newest are found so far.
        </Notice>
      ) : null}
    </>
  );
}

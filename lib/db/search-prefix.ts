import { topicWord } from "../core/search-document.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/** Up to so many messages, estimated, SQLite itself looks up all words that begin so; merging more takes too long. */
const FEW = 20_000;
/** Of a beginning that more have, the words that occur most. */
const COMPLETIONS = 40;

/**
 * What an unfinished word may become. FTS5 merges the messages of every such word before it gives the first one: "con"
 * in a million messages takes a tenth of a second. So a beginning that many messages have stands for its most frequent
 * words; each letter more leaves fewer, until all are looked up.
 * @returns null when all words that begin so are to be looked up
 */
export function completionsOf(db: Db, beginning: string): string[] | null {
  const topic = topicWord("");
  if (beginning.startsWith(topic)) return completionsOf(db, beginning.slice(topic.length))?.map(topicWord) ?? null;
  const range = [beginning, `${beginning}\u007f`];
  const docs = prepared(db, "SELECT total(docs) FROM search_words WHERE word >= ? AND word < ?")
    .pluck()
    .get(...range);
  if (Number(docs) <= FEW) return null;
  const words = prepared(
    db,
    "SELECT word FROM search_words WHERE word >= ? AND word < ? ORDER BY docs DESC, word LIMIT ?",
  )
    .pluck()
    .all(...range, COMPLETIONS)
    .map(String);
  return words.includes(beginning) ? words : [beginning, ...words];
}

import type { Message, Thread, ThreadCounts, ThreadPage, ThreadSummary } from "../core/message.ts";
import type { SearchFacets, SearchResult } from "../core/search-result.ts";
import type { ThreadFilter } from "../core/thread-filter.ts";
import { readEnv } from "../env.ts";
import { openDatabase } from "./client.ts";
import type { Db } from "./db.ts";
import { deleteThreads } from "./delete-threads.ts";
import * as messageRows from "./messages.ts";
import { whenFree } from "./patience.ts";
import { type SearchInput, searchMessages } from "./search.ts";
import { searchFacets } from "./search-facets.ts";
import { bringUpToDate } from "./search-index.ts";
import { countThreads } from "./thread-counts.ts";
import { readThreadPage } from "./thread-list.ts";
import * as notes from "./thread-notes.ts";
import * as threadRows from "./threads.ts";

/**
 * The conversation store: threads and messages in one SQLite file that other programs may use at the same time.
 * Every function returns a promise, so that the same store can stand on a server later.
 */
export interface ConversationStore {
  /** Begins a thread. */
  createThread(thread?: threadRows.NewThread): Promise<Thread>;
  /** A thread with its messages, oldest first; null when there is none of that id. */
  getThread(threadId: string): Promise<(Thread & { messages: Message[] }) | null>;
  /** Threads, newest activity first unless the filter says otherwise. @throws SwitchboardError input-invalid */
  listThreads(filter?: ThreadFilter): Promise<ThreadSummary[]>;
  /** The same with what asks for the page after it. @throws SwitchboardError input-invalid */
  listThreadPage(filter?: ThreadFilter): Promise<ThreadPage>;
  /** How many threads there are of each module, tag and state. */
  countThreads(): Promise<ThreadCounts>;
  /** @throws SwitchboardError thread-unknown */
  addMessage(message: messageRows.NewMessage): Promise<Message>;
  /**
   * Changes content, status or metadata. A status moves from processing to complete or failed, once.
   * @throws SwitchboardError message-unknown, message-ended
   */
  updateMessage(messageId: string, update: messageRows.MessageUpdate): Promise<Message>;
  /** All messages that are being written, oldest first. */
  getProcessingMessages(): Promise<Message[]>;
  /** null when there is none of that id. */
  getMessage(messageId: string): Promise<Message | null>;
  /** Full-text search. Nothing typed is a syntax error. */
  searchMessages(input: SearchInput | string): Promise<SearchResult>;
  /** How many of the matches have which module, type, status and tool, among the newest thousand. */
  searchFacets(input: SearchInput): Promise<SearchFacets>;
  /** @throws SwitchboardError thread-unknown */
  renameThread(threadId: string, title: string): Promise<Thread>;
  /** Takes a thread out of the list (or puts it back with `false`). @throws SwitchboardError thread-unknown */
  archiveThread(threadId: string, archived?: boolean): Promise<void>;
  /** Puts a thread first in the list (or back to its place with `false`). @throws SwitchboardError thread-unknown */
  pinThread(threadId: string, pinned?: boolean): Promise<void>;
  /**
   * Gives a thread a tag. @returns the tag as it is kept: one that is in use but for capital letters keeps its spelling
   * @throws SwitchboardError thread-unknown; input-invalid for what is no tag, or one too many
   */
  tagThread(threadId: string, tag: string): Promise<string>;
  /** @throws SwitchboardError thread-unknown */
  untagThread(threadId: string, tag: string): Promise<void>;
  /** Deletes a thread with its messages, runs and index entries. @throws SwitchboardError thread-unknown */
  deleteThread(threadId: string): Promise<void>;
  /** Closes the database; the store is of no use afterwards. */
  close(): Promise<void>;
  /** The open database, for the parts of Switchboard itself. */
  readonly db: Db;
}

/**
 * Opens the store, and makes the database when it isn't there. Each thread or worker opens its own.
 * @param options.path the SQLite file; default: SWITCHBOARD_DB, else ~/.switchboard/switchboard.db
 * @throws SwitchboardError database-unwritable, -not-sqlite, -newer, -foreign, -busy
 */
export async function openStore(options: { path?: string } = {}): Promise<ConversationStore> {
  const db = openDatabase(options.path ?? readEnv().databasePath);
  return {
    db,
    createThread: (thread = {}) => whenFree(() => threadRows.createThread(db, thread)),
    getThread: (threadId) =>
      whenFree(() => {
        const thread = threadRows.findThread(db, threadId);
        return thread && { ...thread, messages: messageRows.threadMessages(db, threadId) };
      }),
    listThreads: async (filter) => (await readThreadPage(db, filter)).threads,
    listThreadPage: (filter) => readThreadPage(db, filter),
    countThreads: () => whenFree(() => countThreads(db)),
    addMessage: (message) => whenFree(() => messageRows.addMessage(db, message)),
    updateMessage: (messageId, update) => whenFree(() => messageRows.updateMessage(db, messageId, update)),
    getProcessingMessages: () => whenFree(() => messageRows.processingMessages(db)),
    getMessage: (messageId) => whenFree(() => messageRows.findMessage(db, messageId)),
    searchMessages: async (input) => {
      await bringUpToDate(db);
      return whenFree(() => searchMessages(db, typeof input === "string" ? { query: input } : input));
    },
    searchFacets: (input) => whenFree(() => searchFacets(db, input)),
    renameThread: (threadId, title) => whenFree(() => threadRows.renameThread(db, threadId, title)),
    archiveThread: (threadId, archived = true) => whenFree(() => notes.archiveThreads(db, [threadId], archived)),
    pinThread: (threadId, pinned = true) => whenFree(() => notes.pinThreads(db, [threadId], pinned)),
    tagThread: (threadId, tag) => whenFree(() => notes.tagThreads(db, [threadId], tag)),
    untagThread: (threadId, tag) => whenFree(() => notes.untagThreads(db, [threadId], tag)),
    deleteThread: (threadId) => deleteThreads(db, [threadId]),
    close: async () => {
      db.$client.close();
    },
  };
}

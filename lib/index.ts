/** Switchboard as a library: the conversation store, and asking modules through Claude Code. */
export type { ChainLink } from "./core/chain.ts";
export type { Failure, FailureCode, RefusalCode } from "./core/failure.ts";
export { isSwitchboardError, SwitchboardError } from "./core/failure.ts";
export type { FileReport } from "./core/file-report.ts";
export type {
  Message,
  MessageStatus,
  Module,
  Thread,
  ThreadCounts,
  ThreadPage,
  ThreadSummary,
} from "./core/message.ts";
export type { ModuleSettings, ModuleToAdd } from "./core/module-settings.ts";
export type { PermissionProfile } from "./core/permission-profile.ts";
export type { Hit, SearchFacets, SearchResult } from "./core/search-result.ts";
export type { ThreadFilter, ThreadSort, ThreadSource, ThreadState } from "./core/thread-filter.ts";
export type { MessageUpdate, NewMessage } from "./db/messages.ts";
export type { SearchInput } from "./db/search.ts";
export type { ConversationStore } from "./db/store.ts";
export { openStore } from "./db/store.ts";
export type { NewThread } from "./db/threads.ts";
export { importConversations } from "./history/import-conversations.ts";
export type { ImportEnd } from "./history/import-file.ts";
export type { AnswerEvent } from "./queries/answer-teller.ts";
export type { NamedAnswer, NamedQuestion } from "./queries/ask-by-name.ts";
export { askModule } from "./queries/ask-by-name.ts";
export { askForSummary, askMany } from "./queries/ask-many.ts";
export type { AskInput, StartedQuery } from "./queries/ask-module.ts";
export { editQuery } from "./queries/edit-query.ts";
export type { Export, ThreadFormat } from "./queries/export-conversations.ts";
export { exportAll, exportThread } from "./queries/export-conversations.ts";
export { followQuery, getChains, getQuery, getStatus, listModules } from "./queries/library.ts";
export { addModules, changeModule, nameModuleAnew as renameModule, removeModule } from "./queries/modules-change.ts";
export type { QueryModuleInput, QueryResult, StreamInput } from "./queries/query-module.ts";
export { queryModule, streamAndStoreClaudeResponse } from "./queries/query-module.ts";
export type { QueryView } from "./queries/read-query.ts";
export type { Status } from "./queries/read-status.ts";
export { exportRegistry, importRegistry } from "./queries/registry.ts";
export { stopQuery } from "./queries/stop-query.ts";
export type { QueryOutcome } from "./queries/stored-outcome.ts";

import { expect, it } from "vitest";
import type { MessageView, Run, ThreadView } from "@/lib/core/message.ts";
import { askableModules } from "./askable-modules.ts";

function answer(module: string, cwd: string | null, status = "complete"): MessageView {
  const run = cwd === null ? null : ({ cwd } as Run);
  return {
    messageId: module,
    threadId: "t",
    module,
    content: "",
    type: "response",
    timestamp: 1,
    status,
    metadata: null,
    blocks: [],
    run,
  };
}

function view(messages: MessageView[]): ThreadView {
  return {
    thread: { threadId: "t", title: null, modules: [], createdAt: 1, updatedAt: null, metadata: null, archived: false },
    messages,
    cursor: 1,
  };
}

it("offers the module that answered last first, where it was asked last", () => {
  const modules = askableModules(view([answer("a", "/old/a"), answer("b", "/b"), answer("a", "/a")]));
  expect(modules).toEqual([
    { name: "a", path: "/a", busy: false },
    { name: "b", path: "/b", busy: false },
  ]);
});

it("says that a module is busy when any of its answers is still being written", () => {
  const modules = askableModules(view([answer("a", "/a", "processing"), answer("a", "/a", "failed")]));
  expect(modules).toEqual([{ name: "a", path: "/a", busy: true }]);
});

it("offers no module whose directory isn't known", () => {
  expect(askableModules(view([answer("imported", null)]))).toEqual([]);
});

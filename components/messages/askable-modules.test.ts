import { expect, it } from "vitest";
import type { MessageView, RunState, ThreadView } from "@/lib/core/message.ts";
import { answerOf } from "../../testing/answers.ts";
import { askableModules } from "./askable-modules.ts";

function answer(module: string, cwd: string | null, status = "complete", state: RunState = "ended"): MessageView {
  return answerOf(status, cwd === null ? null : { cwd, state }, { module });
}

function view(messages: MessageView[]): ThreadView {
  return {
    thread: {
      threadId: "t",
      title: null,
      modules: [],
      createdAt: 1,
      updatedAt: null,
      metadata: null,
      archived: false,
      pinned: false,
      tags: [],
    },
    messages,
    cursor: 1,
  };
}

it("offers the module that answered last first, where it was asked last", () => {
  const modules = askableModules(view([answer("a", "/old/a"), answer("b", "/b"), answer("a", "/a")]));
  expect(modules).toEqual([
    { name: "a", path: "/a", busy: null },
    { name: "b", path: "/b", busy: null },
  ]);
});

it("says that a module is busy when any of its answers is still being written", () => {
  const modules = askableModules(view([answer("a", "/a", "processing", "running"), answer("a", "/a", "failed")]));
  expect(modules).toEqual([{ name: "a", path: "/a", busy: "answering" }]);
});

it("tells a module that answers from one whose question only waits in line", () => {
  const queued = answer("a", "/a", "processing", "queued");
  const running = answer("a", "/a", "processing", "running");
  expect(askableModules(view([queued]))[0]?.busy).toBe("queued");
  expect(askableModules(view([answer("a", "/a"), queued]))[0]?.busy).toBe("queued");
  expect(askableModules(view([running, queued]))[0]?.busy).toBe("answering");
});

it("offers no module whose directory isn't known", () => {
  expect(askableModules(view([answer("imported", null)]))).toEqual([]);
});

it("offers what a person asked before what only other modules asked", () => {
  const asked = answerOf("complete", { cwd: "/b", asker: "a", depth: 1 }, { module: "b" });
  expect(askableModules(view([answer("a", "/a"), asked])).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(askableModules(view([asked, answer("b", "/b"), asked])).map(({ name }) => name)).toEqual(["b"]);
});

import Link from "next/link";
import type { ReactNode } from "react";
import type { Module } from "@/lib/core/message.ts";
import type { ModulePageView } from "@/lib/core/module-view.ts";
import { threadsHref } from "@/lib/core/thread-address.ts";
import { visibleProse, visibleText } from "@/lib/core/visible-text.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { plural } from "../messages/amounts.ts";
import { ThreadList } from "../threads/thread-list.tsx";
import { Breadcrumbs } from "../ui/breadcrumbs.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import { HowAsked } from "./how-asked.tsx";
import type { ModuleActions } from "./module-actions.ts";
import { ModuleEditing } from "./module-editing.tsx";

export interface ModuleScreenProps {
  view: ModulePageView;
  actions: ModuleActions;
  /** What is read from its directory and its runs, and comes after the rest. */
  health: ReactNode;
  spend: ReactNode;
  claudeMd: ReactNode;
  ownWords: ReactNode;
  trust: ReactNode;
}

/** A module: what it is for, how it stands, how it is asked, and what was asked. */
export function ModuleScreen({ view, actions, health, spend, claudeMd, ownWords, trust }: ModuleScreenProps) {
  const { module } = view;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="lg:col-span-2">
        <ModuleEditing view={view} actions={actions}>
          <Heading module={module} />
        </ModuleEditing>
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">
        <Threads view={view} />
        {claudeMd}
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">
        <section aria-labelledby="health" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <SectionHeading id="health">Health</SectionHeading>
          {health}
        </section>
        <section aria-labelledby="how-asked" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <SectionHeading id="how-asked">How it is asked</SectionHeading>
          <HowAsked module={module} />
        </section>
        {trust}
        {ownWords}
        {spend}
      </div>
    </div>
  );
}

function Heading({ module: { name, path, description } }: { module: Module }) {
  return (
    <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1 max-sm:basis-full">
      <Breadcrumbs above={[{ words: "Modules", href: "/modules" }]} />
      <h1 className="font-semibold text-title [overflow-wrap:anywhere]">{visibleText(name)}</h1>
      <p className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 truncate font-mono text-ink-muted text-small" title={visibleText(path)}>
          {visibleText(path)}
        </span>
        <CopyButton label="Copy the path" text={path} />
      </p>
      {description ? <p className="max-w-prose text-body text-ink-muted">{visibleProse(description)}</p> : null}
    </div>
  );
}

function Threads({ view: { module, threads, threadCount } }: { view: ModulePageView }) {
  return (
    <section aria-labelledby="threads" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex items-baseline justify-between gap-4">
        <SectionHeading id="threads" count={threadCount.toLocaleString("en")}>
          Threads
        </SectionHeading>
        {threadCount > threads.length ? (
          <Link
            href={threadsHref({ module: module.name })}
            className="text-accent text-small underline underline-offset-2"
          >
            All {plural(threadCount, "thread")}
          </Link>
        ) : null}
      </div>
      {threads.length === 0 ? (
        <p className="text-ink-muted text-small">
          {threadCount === 0 ? "Nothing was asked here yet." : "All its threads are archived."}
        </p>
      ) : (
        <ThreadList threads={threads} />
      )}
    </section>
  );
}

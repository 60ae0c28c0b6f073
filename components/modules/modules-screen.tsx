import clsx from "clsx";
import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type ModuleAddress, modulesHref, PAGE_MODULES } from "@/lib/core/module-address.ts";
import type { ModuleList } from "@/lib/core/module-view.ts";
import { buttonClass } from "../ui/button-class.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { rowsClass } from "../ui/row-class.ts";
import { FIGURE_COLUMNS, ModuleRow } from "./module-row.tsx";
import { ModuleToolbar } from "./module-toolbar.tsx";

export const ADD_HREF = "/modules?add=1";

export interface ModulesScreenProps {
  address: ModuleAddress;
  list: ModuleList;
  /** How a module's directory stands: comes when it was looked at. */
  healthOf: (path: string) => ReactNode;
}

/** The modules, how they stand and how much they are used. */
export function ModulesScreen({ address, list, healthOf }: ModulesScreenProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="font-semibold text-title">Modules</h1>
        <Link href={ADD_HREF} className={buttonClass({ variant: "primary" })}>
          <Plus aria-hidden className="size-4" />
          Add modules
        </Link>
      </div>
      {list.all === 0 ? (
        <NoModules />
      ) : (
        <>
          <ModuleToolbar address={address} />
          {list.rows.length === 0 ? (
            <EmptyState title="No module has these words.">
              <p>Words are looked for in the name, the path and the description. Use fewer of them.</p>
            </EmptyState>
          ) : (
            <Rows list={list} healthOf={healthOf} />
          )}
          <Foot address={address} list={list} />
        </>
      )}
    </div>
  );
}

function Rows({ list, healthOf }: Pick<ModulesScreenProps, "list" | "healthOf">) {
  return (
    <div>
      <div aria-hidden className="flex justify-end pb-1.5 max-lg:hidden">
        <div className={clsx(FIGURE_COLUMNS, "text-right text-fine text-ink-faint")}>
          <span>threads</span>
          <span title="in the last 30 days">queries, 30 d</span>
          <span title="in the last 30 days">spent, 30 d</span>
          <span>last asked</span>
        </div>
      </div>
      <ul aria-label="Modules" className={rowsClass}>
        {list.rows.map((row) => (
          <ModuleRow key={row.module.name} row={row} health={healthOf(row.module.path)} />
        ))}
      </ul>
    </div>
  );
}

function Foot({ address, list: { rows, matching, all } }: Pick<ModulesScreenProps, "address" | "list">) {
  const words =
    matching === all
      ? `${all.toLocaleString("en")}`
      : `${matching.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="text-fine text-ink-faint tabular-nums">
        {words} {all === 1 ? "module" : "modules"}
        {rows.length < matching ? `, ${rows.length.toLocaleString("en")} shown` : ""}. Queries and what was spent are
        those of the last 30 days.
      </p>
      {rows.length < matching ? (
        <Link
          href={modulesHref({ ...address, count: address.count + PAGE_MODULES })}
          replace
          scroll={false}
          prefetch={false}
          className={buttonClass({ size: "small" })}
        >
          Show {Math.min(PAGE_MODULES, matching - rows.length)} more
        </Link>
      ) : null}
    </div>
  );
}

function NoModules() {
  return (
    <EmptyState title="No module yet.">
      <p>
        A module is a project directory that can be asked. Add some, ask in a directory on the home page, or import the
        sessions that Claude Code keeps: each directory becomes a module.
      </p>
      <div className="flex flex-wrap gap-2">
        <Link href={ADD_HREF} className={buttonClass()}>
          Add modules
        </Link>
        <Link href="/import" className={buttonClass()}>
          Import sessions
        </Link>
      </div>
    </EmptyState>
  );
}

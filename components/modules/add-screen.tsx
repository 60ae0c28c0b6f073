"use client";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { moduleHref } from "@/lib/core/module-address.ts";
import { plural } from "../messages/amounts.ts";
import { Breadcrumbs } from "../ui/breadcrumbs.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import { AddByPath } from "./add-by-path.tsx";
import { DirectoryInput } from "./directory-input.tsx";
import { FoundList } from "./found-list.tsx";
import type { AddActions } from "./module-actions.ts";
import { type Adding, useAdding } from "./use-adding.ts";
import { useFound } from "./use-found.ts";

export interface AddScreenProps {
  actions: AddActions;
  /** Claude Code's directory; null when its history may not be looked at. */
  history: string | null;
  /** The home directory of whoever runs Switchboard. */
  home: string;
}

/** Adds modules: by path, from Claude Code's history, or from what is found in a folder. */
export function AddScreen({ actions, history, home }: AddScreenProps) {
  const adding = useAdding(actions.addModules);
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <header className="grid gap-1">
        <Breadcrumbs above={[{ words: "Modules", href: "/modules" }]} />
        <h1 className="font-semibold text-title">Add modules</h1>
        <p className="max-w-prose text-ink-muted text-small">
          A module is a project directory on the machine that Switchboard runs on. Nothing is asked or changed there
          until someone asks.
        </p>
      </header>
      <Outcome adding={adding} />
      <Part title="One directory">
        <AddByPath adding={adding} lookAtDirectory={actions.lookAtDirectory} />
      </Part>
      <Part title="From Claude Code's history">
        {history === null ? (
          <p className="text-ink-muted text-small">
            SWITCHBOARD_HISTORY=off is set: the history is not looked at. Unset it and start Switchboard again.
          </p>
        ) : (
          <FromHistory adding={adding} root={history} />
        )}
      </Part>
      <Part title="From a folder">
        <FromFolder adding={adding} home={home} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3 border-line border-t pt-5">
      <SectionHeading id={id}>{title}</SectionHeading>
      {children}
    </section>
  );
}

/** What was added, and what was not and why. */
function Outcome({ adding: { outcome, refusal } }: { adding: Adding }) {
  return (
    <div role="status" className="grid gap-3 empty:hidden">
      {outcome.added.length > 0 ? (
        <Notice title={`${plural(outcome.added.length, "module")} added`}>
          <p className="flex flex-wrap gap-x-3 gap-y-1">
            {outcome.added.slice(0, 40).map(({ name }) => (
              <Link key={name} href={moduleHref(name)} className="text-accent underline underline-offset-2">
                {name}
              </Link>
            ))}
            {outcome.added.length > 40 ? <span>and {outcome.added.length - 40} more</span> : null}
          </p>
        </Notice>
      ) : null}
      {outcome.refused.map(({ path, message, hint }) => (
        <Notice key={path} tone="danger" title={message}>
          {hint}
        </Notice>
      ))}
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
    </div>
  );
}

function FromHistory({ adding, root }: { adding: Adding; root: string }) {
  const { finding, look, cancel } = useFound();
  return (
    <>
      <p className="max-w-prose text-ink-muted text-small">
        Directories in which Claude Code was used, as the sessions in{" "}
        <span className="font-mono [overflow-wrap:anywhere]">{root}</span> tell. Importing them brings their
        conversations too.
      </p>
      <div className="flex gap-2">
        <Button disabled={finding.state === "looking"} onClick={() => look(null)}>
          {finding.state === "looking" ? "Looking…" : "Look in the history"}
        </Button>
        {finding.state === "looking" ? <Button onClick={cancel}>Cancel</Button> : null}
      </div>
      <Found {...{ finding, adding }} />
    </>
  );
}

function FromFolder({ adding, home }: { adding: Adding; home: string }) {
  const id = useId();
  const [folder, setFolder] = useState(home);
  const { finding, look, cancel } = useFound();
  const refusal = finding.state === "refused" && finding.refusal.field === "folder" ? finding.refusal : null;
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void look(folder.trim());
        }}
        className="grid grid-cols-[minmax(0,1fr)] gap-3"
      >
        <Field
          id={id}
          label="Folder"
          error={refusal}
          note="Looked through two levels deep for .git, CLAUDE.md, package.json, pyproject.toml, Cargo.toml and go.mod."
        >
          {(input) => <DirectoryInput {...input} value={folder} onPath={setFolder} />}
        </Field>
        <div className="flex gap-2">
          <Button type="submit" disabled={finding.state === "looking" || folder.trim() === ""}>
            {finding.state === "looking" ? "Looking…" : "Look in this folder"}
          </Button>
          {finding.state === "looking" ? <Button onClick={cancel}>Cancel</Button> : null}
        </div>
      </form>
      {refusal === null ? <Found {...{ finding, adding }} /> : null}
    </>
  );
}

function Found({ finding, adding }: { finding: ReturnType<typeof useFound>["finding"]; adding: Adding }) {
  if (finding.state === "refused") return <RefusalNotice refusal={finding.refusal} />;
  if (finding.state !== "found") return null;
  return <FoundList found={finding.found} adding={adding} onAdded={() => window.scrollTo({ top: 0 })} />;
}

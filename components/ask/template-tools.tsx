"use client";
import { Check, LayoutTemplate, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useRef, useState, useTransition } from "react";
import type { Template } from "@/lib/core/template.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";
import { TemplateName } from "./template-name.tsx";

export interface TemplateActions {
  saveTemplate: (name: string, prompt: string) => Promise<Outcome>;
  renameTemplate: (templateId: string, name: string) => Promise<Outcome>;
  deleteTemplate: (templateId: string) => Promise<Outcome>;
}

export interface TemplateToolsProps {
  templates: Template[];
  actions: TemplateActions;
  /** Puts the words of a template where the question is written. */
  onUse: (prompt: string) => void;
  /** The question as it is written now. */
  promptNow: () => string;
}

/** Questions that are kept: one is chosen, the present one is kept, and they are renamed and deleted. */
export function TemplateTools({ templates, actions, onUse, promptNow }: TemplateToolsProps) {
  const panelId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { refusal, pending, act } = useAct();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    close();
  };
  return (
    <>
      <Button
        ref={button}
        size="small"
        variant="quiet"
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => setOpen(!open)}
      >
        <LayoutTemplate aria-hidden className="size-3.5" />
        Templates
      </Button>
      {open ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from wherever the focus is in it
        <div
          id={panelId}
          onKeyDown={closeOnEscape}
          className="ml-2 grid basis-full grid-cols-[minmax(0,1fr)] gap-2 rounded-md border border-line bg-surface p-2"
        >
          {templates.length === 0 ? (
            <p className="px-1 text-fine text-ink-faint">None yet. What you ask again and again can be kept here.</p>
          ) : (
            <ul aria-label="Templates" className="grid max-h-64 grid-cols-[minmax(0,1fr)] overflow-y-auto">
              {templates.map((template) => (
                <TemplateRow
                  key={template.templateId}
                  template={template}
                  pending={pending}
                  onUse={() => {
                    setOpen(false);
                    onUse(template.prompt);
                  }}
                  onRename={(name, done) => act(() => actions.renameTemplate(template.templateId, name), done)}
                  onDelete={() => act(() => actions.deleteTemplate(template.templateId))}
                />
              ))}
            </ul>
          )}
          <TemplateName
            label="Save what is written as"
            action="Save"
            pending={pending}
            onName={(name, done) => act(() => actions.saveTemplate(name, promptNow()), done)}
          />
          <p role="alert" className="px-1 text-danger text-fine empty:hidden">
            {refusal ? `${refusal.message} ${refusal.hint}` : null}
          </p>
        </div>
      ) : null}
    </>
  );
}

interface TemplateRowProps {
  template: Template;
  pending: boolean;
  onUse: () => void;
  onRename: (name: string, done: () => void) => void;
  onDelete: () => void;
}

function TemplateRow({ template: { name, prompt }, pending, onUse, onRename, onDelete }: TemplateRowProps) {
  const [doing, setDoing] = useState<"rename" | "delete" | null>(null);
  const stop = () => setDoing(null);
  if (doing === "rename") {
    const rename = (given: string) => onRename(given, stop);
    return (
      <li className="px-1 py-0.5">
        <TemplateName
          {...{ label: `New name of ${name}`, action: "Rename", pending, initial: name }}
          onName={rename}
          onClose={stop}
        />
      </li>
    );
  }
  return (
    <li className="flex min-w-0 items-center gap-1 rounded hover:bg-hover">
      <button
        type="button"
        title={visibleText(prompt.slice(0, 500))}
        onClick={onUse}
        className="flex min-w-0 flex-1 items-baseline gap-2 focus-visible:-outline-offset-2 rounded px-1.5 py-1 text-left"
      >
        <span className="max-w-[60%] shrink-0 truncate text-ink text-small">{visibleText(name)}</span>
        <span className="min-w-0 truncate text-fine text-ink-faint">{prompt.slice(0, 200)}</span>
      </button>
      <IconButton label={`Rename ${name}`} onClick={() => setDoing("rename")}>
        <Pencil aria-hidden className="size-3.5!" />
      </IconButton>
      {doing === "delete" ? (
        <Button size="small" variant="danger" disabled={pending} onClick={onDelete} onBlur={stop} autoFocus>
          <Check aria-hidden className="size-3.5" />
          Delete
        </Button>
      ) : (
        <IconButton label={`Delete ${name}`} onClick={() => setDoing("delete")}>
          <Trash2 aria-hidden className="size-3.5!" />
        </IconButton>
      )}
    </li>
  );
}

/** Makes a change, tells why it was refused, and reads the page anew. */
function useAct() {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  const act = (work: () => Promise<Outcome>, done: () => void = () => {}) =>
    startTransition(async () => {
      const outcome = await orUnreached(work());
      setRefusal(outcome.status === "refused" ? outcome : null);
      if (outcome.status === "refused") return;
      done();
      router.refresh();
    });
  return { refusal, pending, act };
}

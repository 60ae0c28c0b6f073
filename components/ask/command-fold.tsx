"use client";
import { ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import { latePart, useLatePart } from "../ui/late-part.ts";
import { MORE_FIELDS } from "./more-options.tsx";
import { useFieldValues } from "./use-field-values.ts";

export interface CommandFoldProps {
  modulePath: string;
  moduleName?: string;
  threadId?: string;
}

const commandSaid = latePart(() => import("./command-said.tsx"));

/** The exact command that the question will be asked with: made by the same function as that of the run. */
export function CommandFold(props: CommandFoldProps) {
  const fold = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  const values = useFieldValues(fold, MORE_FIELDS);
  const body = useLatePart(commandSaid, open);
  return (
    <details ref={fold} className="group/command" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="-ml-1 inline-flex min-h-7 select-none list-none items-center gap-1 rounded-md px-1 text-ink-muted text-small hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 transition-transform group-open/command:rotate-90 motion-reduce:transition-none"
        />
        Command
      </summary>
      {body ? <body.CommandSaid {...props} said={values} isShown={open} /> : <div className="min-h-16 pt-2" />}
    </details>
  );
}

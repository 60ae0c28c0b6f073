import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";

export interface FieldError {
  message: string;
  hint: string | null;
}

/** What the input of a field takes, so that its label, note and error are read out with it. */
export interface FieldInputProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldProps {
  id: string;
  label: string;
  /** Shown beside the label, such as "optional". */
  aside?: string;
  note?: ReactNode;
  error?: FieldError | null;
  children: (input: FieldInputProps) => ReactNode;
}

/** A label, an input, a note and, when it was refused, why. */
export function Field({ id, label, aside, note, error, children }: FieldProps) {
  const noteId = `${id}-note`;
  const errorId = `${id}-error`;
  const described = [error ? errorId : null, note ? noteId : null].filter((part) => part !== null).join(" ");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <label
        htmlFor={id}
        className="flex items-baseline justify-between gap-3 font-medium text-ink text-small [overflow-wrap:anywhere]"
      >
        {visibleText(label)}
        {aside ? <span className="font-normal text-fine text-ink-faint">{aside}</span> : null}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error ? true : undefined,
      })}
      <div id={errorId} role="alert" className="empty:hidden">
        {error ? <FieldErrorText error={error} /> : null}
      </div>
      {note ? (
        <p id={noteId} className="text-fine text-ink-faint">
          {note}
        </p>
      ) : null}
    </div>
  );
}

function FieldErrorText({ error }: { error: FieldError }) {
  return (
    <p className="flex gap-1.5 text-small">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <span className="min-w-0">
        <span className="text-danger">{error.message}</span>{" "}
        {error.hint ? <span className="text-ink-muted">{error.hint}</span> : null}
      </span>
    </p>
  );
}

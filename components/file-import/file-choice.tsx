"use client";
import { type ReactNode, useState, useTransition } from "react";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import type { FileActions, FileOutcome } from "./file-actions.ts";
import { uploadFile } from "./upload-file.ts";

export interface FileChoiceProps {
  previewFile: FileActions["previewFile"];
  onBegun: (outcome: Extract<FileOutcome, { status: "done" }>) => void;
}

/** Which file to import: by its path on this machine, or sent from the browser. */
export function FileChoice({ previewFile, onBegun }: FileChoiceProps) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const begin = (name: string, asked: Promise<FileOutcome>) =>
    startTransition(async () => {
      setSending(name);
      setRefusal(null);
      const outcome = await orUnreached(asked);
      if (outcome.status === "refused") setRefusal(outcome);
      else onBegun(outcome);
    });
  return (
    <div className="grid max-w-xl gap-6">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const path = String(new FormData(event.currentTarget).get("path"));
          begin(path, previewFile(path));
        }}
      >
        <Field
          id="import-path"
          label="Path on this machine"
          note="The file is only read; of a database a copy."
          error={refusal}
        >
          {(input) => (
            <input
              {...input}
              name="path"
              required
              spellCheck={false}
              autoComplete="off"
              placeholder="/home/me/everything.jsonl"
              className={`${inputClass} h-9 font-mono sm:text-small`}
            />
          )}
        </Field>
        <div>
          <Button type="submit" variant="primary" disabled={pending}>
            Preview
          </Button>
        </div>
      </form>
      <Upload disabled={pending} onFile={(file) => begin(file.name, uploadFile(file))}>
        {pending && sending !== null ? `Reading ${sending} …` : "Up to 2 GB. It is deleted when the import is done."}
      </Upload>
    </div>
  );
}

function Upload(props: { disabled: boolean; onFile: (file: File) => void; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor="import-upload" className="font-medium text-small">
        Or send a file from this browser
      </label>
      <input
        id="import-upload"
        type="file"
        accept=".jsonl,.db,.sqlite,.sqlite3,.ndjson"
        disabled={props.disabled}
        className="text-ink-muted text-small file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-ink file:text-small hover:file:bg-hover"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) props.onFile(file);
          event.currentTarget.value = "";
        }}
      />
      <p aria-live="polite" className="text-fine text-ink-faint [overflow-wrap:anywhere]">
        {props.children}
      </p>
    </div>
  );
}

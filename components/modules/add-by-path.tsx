"use client";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { FoundDirectory } from "@/lib/core/module-view.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { DirectoryInput } from "./directory-input.tsx";
import type { AddActions } from "./module-actions.ts";
import type { Adding } from "./use-adding.ts";

/** A pause in typing after which the directory is looked at, in milliseconds. */
const PAUSE_MS = 400;

/** Adds one directory: it is looked at before it is added. */
export function AddByPath({
  adding,
  lookAtDirectory,
}: {
  adding: Adding;
  lookAtDirectory: AddActions["lookAtDirectory"];
}) {
  const id = useId();
  const [path, setPath] = useState("");
  const [name, setName] = useState("");
  const { looked, refusal } = useLook(path, lookAtDirectory);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() === "" || adding.pending) return;
    adding.add([{ path: path.trim(), ...(name.trim() !== "" && { name: name.trim() }) }], () => {
      setPath("");
      setName("");
    });
  };
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <Field id={`${id}-path`} label="Directory" error={refusal}>
          {(input) => (
            <DirectoryInput {...input} value={path} onPath={setPath} placeholder="/home/you/projects/billing" />
          )}
        </Field>
        <Field id={`${id}-name`} label="Name" aside="optional">
          {(input) => (
            <input
              {...input}
              value={name}
              maxLength={100}
              placeholder={looked?.name}
              onChange={(event) => setName(event.currentTarget.value)}
              className={`${inputClass} h-9 sm:h-8`}
            />
          )}
        </Field>
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          type="submit"
          variant="primary"
          disabled={adding.pending || path.trim() === "" || looked?.known != null}
        >
          Add
        </Button>
        <p role="status" className="text-ink-muted text-small">
          {looked ? lookedWords(looked) : null}
        </p>
      </div>
    </form>
  );
}

function lookedWords({ known, signs, name }: FoundDirectory): string {
  if (known !== null) return `This is already the module “${known}”.`;
  const what =
    signs.length > 0
      ? `It has ${signs.join(", ")}.`
      : "Nothing in it tells of a project; it can be added all the same.";
  return `${what} It will be called “${name}”.`;
}

/** What the directory is that is typed, after a pause. */
function useLook(path: string, lookAtDirectory: AddActions["lookAtDirectory"]) {
  const [state, setState] = useState<{ path: string; looked: FoundDirectory | null; refusal: Refusal | null }>({
    ...{ path: "", looked: null, refusal: null },
  });
  const look = useRef(lookAtDirectory);
  useEffect(() => {
    const typed = path.trim();
    if (typed === "") return;
    let left = false;
    const timer = setTimeout(async () => {
      const answer = await orUnreached(look.current(typed));
      if (left) return;
      const found = answer.status === "found" ? answer.directory : null;
      setState({ path, looked: found, refusal: answer.status === "refused" ? answer : null });
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [path]);
  return state.path === path && path.trim() !== "" ? state : { looked: null, refusal: null };
}

"use client";
import clsx from "clsx";
import { type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Field, type FieldError } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { sendOnModifiedEnter } from "../ui/send-on-enter.ts";
import { AttachButton } from "./attach-button.tsx";
import { AttachedFiles, bytesWords } from "./attached-files.tsx";
import { OptionList, optionId } from "./option-list.tsx";
import { useFieldValues } from "./use-field-values.ts";
import { useFileCompletion } from "./use-file-completion.ts";

const NAMES = ["prompt"];

export interface PromptFieldProps {
  id: string;
  label: string;
  placeholder?: string;
  error: FieldError | null;
  className?: string;
  /** What stands in it, for whoever keeps that; else it keeps it by itself. */
  text?: string;
  onText?: (text: string) => void;
  /** The directory whose files an "@" completes; without it an "@" is a sign like any other. */
  modulePath?: string;
  /** Further tools that stand beside the one that attaches a file. */
  tools?: ReactNode;
  ref?: Ref<HTMLTextAreaElement>;
}

/**
 * Where a question is written. It grows with what is typed; Ctrl or Cmd with Enter sends. An "@" offers the files of the
 * module, and those that the question names are shown below.
 */
export function PromptField(props: PromptFieldProps) {
  const { id, label, placeholder, error, className, text, onText, modulePath, tools, ref } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement);
  const listId = useId();
  const { prompt: typed } = useFieldValues(field, NAMES);
  const list = useFileCompletion(field, modulePath ?? null);
  const completes = modulePath !== undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (list.open && list.onKeyDown(event)) return;
    sendOnModifiedEnter(event);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Field id={id} label={label} error={error}>
        {(input) => (
          <div className="relative">
            <textarea
              {...input}
              ref={field}
              name="prompt"
              value={text}
              onChange={onText && ((event) => onText(event.currentTarget.value))}
              onInput={completes ? list.look : undefined}
              onSelect={completes ? list.look : undefined}
              onBlur={list.hide}
              rows={4}
              placeholder={placeholder}
              aria-keyshortcuts="Control+Enter Meta+Enter"
              aria-autocomplete={completes ? "list" : undefined}
              aria-haspopup={completes ? "listbox" : undefined}
              aria-controls={list.open ? listId : undefined}
              aria-activedescendant={list.open ? optionId(listId, list.active) : undefined}
              onKeyDown={onKeyDown}
              className={clsx(
                inputClass,
                "field-sizing-content max-h-[45dvh] min-h-28 resize-y py-2 leading-[1.375rem]",
                className,
              )}
            />
            {list.open ? (
              <OptionList
                id={listId}
                label="Files of the module"
                options={list.files}
                active={list.active}
                keyOf={({ path }) => path}
                onChoose={list.choose}
              >
                {({ path, size }) => <FileLine path={path} size={size} />}
              </OptionList>
            ) : null}
          </div>
        )}
      </Field>
      {completes ? (
        <>
          <AttachedFiles text={text ?? typed ?? ""} modulePath={modulePath} />
          <div className="-ml-2 flex flex-wrap items-center gap-1">
            <AttachButton isOff={modulePath.trim() === ""} onClick={list.begin} />
            {tools}
          </div>
        </>
      ) : null}
    </div>
  );
}

function FileLine({ path, size }: { path: string; size: number }) {
  const end = path.lastIndexOf("/") + 1;
  return (
    <span className="flex items-baseline gap-2 text-small" title={visibleText(path)}>
      <span className="max-w-[70%] shrink-0 truncate font-mono text-ink">{visibleText(path.slice(end))}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-fine text-ink-faint">
        {visibleText(path.slice(0, end))}
      </span>
      <span className="shrink-0 text-fine text-ink-faint tabular-nums">{bytesWords(size)}</span>
    </span>
  );
}

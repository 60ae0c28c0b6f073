"use client";
import { X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { TAG_LENGTH } from "@/lib/core/tag.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { useThreadCounts } from "../live/use-live-threads.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";

export interface TagFormProps {
  /** Those that can be taken off. */
  tags: readonly string[];
  /** @returns whether it was done; else the caller says why not */
  add: (tag: string) => Promise<boolean>;
  remove: (tag: string) => Promise<boolean>;
  onClose: () => void;
}

/** Adds tags, with those in use as suggestions, and takes them off. */
export function TagForm({ tags, add, remove, onClose }: TagFormProps) {
  const counts = useThreadCounts(undefined);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={async (event) => {
        event.preventDefault();
        const input = field.current;
        if (input && input.value.trim() !== "" && (await add(input.value))) input.value = "";
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      {tags.map((tag) => (
        <RemovableTag key={tag} tag={tag} remove={() => void remove(tag)} />
      ))}
      <input
        ref={field}
        name="tag"
        list={list}
        aria-label="New tag"
        placeholder="New tag"
        maxLength={TAG_LENGTH}
        autoComplete="off"
        className={`${inputClass} h-8 min-w-32 flex-1 sm:max-w-56 [&::-webkit-calendar-picker-indicator]:opacity-50`}
      />
      <datalist id={list}>
        {counts?.tags
          .filter(({ name }) => !tags.includes(name))
          .map(({ name }) => (
            <option key={name} value={name} />
          ))}
      </datalist>
      <Button type="submit">Add tag</Button>
      <Button variant="quiet" onClick={onClose}>
        Done
      </Button>
    </form>
  );
}

function RemovableTag({ tag, remove }: { tag: string; remove: () => void }) {
  return (
    <span className="inline-flex h-7 min-w-0 max-w-48 items-center gap-1 rounded-md bg-sunken pl-2 text-fine text-ink-muted">
      <span className="truncate">{visibleText(tag)}</span>
      <button
        type="button"
        aria-label={`Take off the tag ${visibleText(tag)}`}
        title={`Take off the tag ${visibleText(tag)}`}
        onClick={remove}
        className="inline-flex size-7 items-center justify-center rounded-md hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

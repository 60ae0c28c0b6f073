"use client";
import { useEffect, useRef } from "react";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { writtenTitle } from "./thread-title.ts";

export interface RenameFormProps {
  thread: ThreadSummary;
  /** @returns whether it has the title now; else the caller says why not */
  rename: (title: string) => Promise<boolean>;
  onClose: () => void;
}

/** A field for a thread's new title. */
export function RenameForm({ thread, rename, onClose }: RenameFormProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await rename(String(new FormData(event.currentTarget).get("title")))) onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <input
        ref={field}
        name="title"
        aria-label="Title of the thread"
        defaultValue={writtenTitle(thread)}
        maxLength={200}
        className={`${inputClass} h-8 min-w-40 flex-1`}
      />
      <Button type="submit" variant="primary">
        Rename
      </Button>
    </form>
  );
}

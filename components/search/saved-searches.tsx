"use client";
import { Bookmark, BookmarkPlus, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { SavedSearch } from "@/lib/core/search-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

export interface SavedSearchesProps {
  searches: SavedSearch[];
  /** The query part of the present search's address; "" when there is none. */
  current: string;
  saveSearch: (name: string, address: string) => Promise<Outcome>;
  deleteSearch: (searchId: string) => Promise<Outcome>;
}

/** Searches that are kept by name, and a way to keep the present one. */
export function SavedSearches({ searches, current, saveSearch, deleteSearch }: SavedSearchesProps) {
  const router = useRouter();
  const [naming, setNaming] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  const act = (work: () => Promise<Outcome>) =>
    startTransition(async () => {
      const outcome = await orUnreached(work());
      setRefusal(outcome.status === "refused" ? outcome : null);
      if (outcome.status === "refused") return;
      setNaming(false);
      router.refresh();
    });
  const isKept = searches.some((search) => search.address === current);
  if (searches.length === 0 && current === "") return null;
  return (
    <section aria-label="Saved searches" className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-1.5 lg:mt-6">
      <h2 className="font-medium text-fine text-ink-faint">Saved searches</h2>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-px lg:-ml-2">
        {searches.map((search) => (
          <SavedRow key={search.searchId} search={search} onDelete={() => act(() => deleteSearch(search.searchId))} />
        ))}
      </ul>
      {naming ? (
        <NameForm
          pending={pending}
          onSave={(name) => act(() => saveSearch(name, current))}
          onClose={() => setNaming(false)}
        />
      ) : current !== "" && !isKept ? (
        <Button size="small" variant="quiet" className="-ml-2 justify-self-start" onClick={() => setNaming(true)}>
          <BookmarkPlus aria-hidden className="size-3.5" />
          Save this search
        </Button>
      ) : null}
      <p role="alert" className="text-danger text-small empty:hidden">
        {refusal ? `${refusal.message} ${refusal.hint}` : null}
      </p>
    </section>
  );
}

function SavedRow({ search, onDelete }: { search: SavedSearch; onDelete: () => void }) {
  return (
    <li className="group flex min-w-0 items-center gap-1 rounded-md hover:bg-hover">
      <Link
        href={`/search?${search.address}`}
        prefetch={false}
        title={visibleText(search.name)}
        className="flex min-w-0 flex-1 items-center gap-2 focus-visible:-outline-offset-2 rounded-md px-2 py-1 text-ink-muted text-small hover:text-ink"
      >
        <Bookmark aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        <span className="truncate">{visibleText(search.name)}</span>
      </Link>
      <IconButton
        label={`Delete the saved search ${search.name}`}
        className="focus-visible:opacity-100 group-hover:opacity-100 sm:opacity-0"
        onClick={onDelete}
      >
        <X aria-hidden className="size-3.5!" />
      </IconButton>
    </li>
  );
}

interface NameFormProps {
  pending: boolean;
  onSave: (name: string) => void;
  onClose: () => void;
}

function NameForm({ pending, onSave, onClose }: NameFormProps) {
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(String(new FormData(event.currentTarget).get("name")));
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <input
        name="name"
        aria-label="Name of the search"
        placeholder="Name"
        maxLength={80}
        // The person has just asked for this field.
        ref={(field) => field?.focus()}
        className={`${inputClass} h-8`}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" disabled={pending}>
          Save
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

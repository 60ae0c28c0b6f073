"use client";
import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

export interface Kept {
  id: string;
  name: string;
  /** What it says, in a line. */
  words: string;
  /** Where it is used. */
  href: string;
}

export interface KeptListProps {
  /** What taking a thing out of the list is called, before its name: "Delete the saved search". */
  act: string;
  kept: readonly Kept[];
  /** What is said where there is none. */
  none: string;
  forget: (id: string) => Promise<Outcome>;
}

/** Things that a person has kept by name, each with a way to delete it. */
export function KeptList({ act, kept, none, forget }: KeptListProps) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  if (kept.length === 0) return <p className="text-ink-muted text-small">{none}</p>;
  const remove = (id: string) =>
    startTransition(async () => {
      const outcome = await orUnreached(forget(id));
      setRefusal(outcome.status === "refused" ? outcome : null);
      if (outcome.status === "done") router.refresh();
    });
  return (
    <>
      <ul className="border-line border-t">
        {kept.map(({ id, name, words, href }) => (
          <li key={id} className="flex min-w-0 items-center gap-3 border-line border-b py-1.5">
            <Link
              href={href}
              prefetch={false}
              className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] sm:grid-cols-[14rem_minmax(0,1fr)] sm:gap-6"
            >
              <span className="truncate text-small">{visibleText(name)}</span>
              <span className="truncate text-ink-faint text-small">{visibleText(words)}</span>
            </Link>
            <IconButton label={`${act} ${name}`} disabled={pending} onClick={() => remove(id)}>
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <p role="alert" className="text-danger text-small empty:hidden">
        {refusal ? `${refusal.message} ${refusal.hint}` : null}
      </p>
    </>
  );
}

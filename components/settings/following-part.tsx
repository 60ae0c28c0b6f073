"use client";
import Link from "next/link";
import type { ImportsView } from "@/lib/core/import-view.ts";
import { FollowingSwitch } from "../import/following-switch.tsx";
import type { ImportActions } from "../import/import-actions.ts";
import { useImports } from "../import/use-imports.ts";
import { SectionHeading } from "../ui/section-heading.tsx";

export interface FollowingPartProps {
  initial: ImportsView;
  setFollowing: ImportActions["setFollowing"];
}

/** Whether sessions that go on in a terminal are shown here, and the way to importing them. */
export function FollowingPart({ initial, setFollowing }: FollowingPartProps) {
  const imports = useImports(initial);
  const { enabled, following } = imports.view;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {following.possible ? (
        <FollowingSwitch imports={imports} setFollowing={setFollowing} />
      ) : (
        <SectionHeading>Sessions that go on</SectionHeading>
      )}
      <p className="max-w-prose text-ink-muted text-small">
        {enabled
          ? following.possible
            ? "What was imported, and what was not understood: "
            : "Sessions are followed once they were imported: "
          : "SWITCHBOARD_HISTORY=off is set: Claude Code's sessions are not looked at. Conversations can be moved: "}
        <Link href={enabled ? "/import" : "/import/file"} className="text-accent underline underline-offset-2">
          {enabled ? "History of Claude Code" : "Files"}
        </Link>
      </p>
    </div>
  );
}

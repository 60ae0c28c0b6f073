import Link from "next/link";
import { type ReactNode, useId } from "react";
import type { SettingGroup } from "@/lib/core/settings-view.ts";
import { DensitySwitch } from "../shell/density-switch.tsx";
import { NotificationSwitch } from "../shell/notification-switch.tsx";
import { ThemeSwitch } from "../shell/theme-switch.tsx";
import { Button } from "../ui/button.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import type { DoctorActions } from "./doctor-actions.ts";
import { DoctorPanel } from "./doctor-panel.tsx";
import { SettingsTable } from "./settings-table.tsx";

export interface SettingsScreenProps {
  groups: readonly SettingGroup[];
  doctor: DoctorActions;
  /** Lists that a person can take things out of. */
  searches: ReactNode;
  templates: ReactNode;
  /** Directories that are trusted. */
  trusted: ReactNode;
  /** Whether sessions that go on elsewhere are followed. */
  following: ReactNode;
}

/** What can be set, what is set outside and where, what was kept, and whether all is well. */
export function SettingsScreen({ groups, doctor, searches, templates, trusted, following }: SettingsScreenProps) {
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      <h1 className="font-semibold text-title">Settings</h1>
      <Part title="Appearance">
        <div className="flex flex-wrap gap-x-8 gap-y-4">
          <ThemeSwitch words />
          <DensitySwitch />
        </div>
        <NotificationSwitch />
      </Part>
      <DoctorPanel actions={doctor} />
      {following}
      <Part title="Templates">{templates}</Part>
      <Part title="Saved searches">{searches}</Part>
      <Part title="Trusted directories">{trusted}</Part>
      <Part title="What was done">
        <p className="max-w-prose text-ink-muted text-small">
          Who asked, stopped, trusted, gave rights and signed in, when and from where:{" "}
          <Link href="/settings/log" prefetch={false} className="text-accent underline underline-offset-2">
            Log
          </Link>
        </p>
      </Part>
      <Part title="This browser">
        <p className="max-w-prose text-ink-muted text-small">
          It stays signed in while it is used, and for at least 15 days after that. “switchboard login” gives a link for
          another one; “switchboard login --revoke” signs all of them out.
        </p>
        <form method="post" action="/logout">
          <Button type="submit">Sign out</Button>
        </form>
      </Part>
      <Part title="Configuration">
        <p className="max-w-prose text-ink-muted text-small">
          These are read when Switchboard starts. Set the variable, or give the option, and start it again. Modules have{" "}
          <Link href="/modules" className="text-accent underline underline-offset-2">
            their own
          </Link>{" "}
          model, permissions and limits.
        </p>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          {groups.map((group) => (
            <SettingsTable key={group.title} group={group} />
          ))}
        </div>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <SectionHeading id={id}>{title}</SectionHeading>
      {children}
    </section>
  );
}

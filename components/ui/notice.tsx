import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";

export type NoticeTone = "info" | "warn" | "danger";

const tones = {
  info: { box: "border-line-strong bg-sunken", icon: "text-ink-muted", Icon: Info },
  warn: { box: "border-warn/40 bg-warn-wash", icon: "text-warn", Icon: TriangleAlert },
  danger: { box: "border-danger/40 bg-danger-wash", icon: "text-danger", Icon: CircleAlert },
};

export interface NoticeProps {
  tone?: NoticeTone;
  /** What happened. */
  title: ReactNode;
  /** Why, or what to do. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  /** "alert" for what has just happened, "status" for what can wait; nothing for what was there from the start. */
  role?: "alert" | "status";
}

/** Tells something that matters: what happened, and what to do. */
export function Notice({ tone = "info", title, children, actions, role }: NoticeProps) {
  const { box, icon, Icon } = tones[tone];
  return (
    <div role={role} className={clsx("flex gap-2.5 rounded-md border px-3 py-2.5 text-small", box)}>
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", icon)} />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-medium text-ink">{typeof title === "string" ? visibleText(title) : title}</p>
        {children ? <div className="text-ink-muted">{children}</div> : null}
        {actions ? <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}

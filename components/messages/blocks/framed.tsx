import clsx from "clsx";
import type { ReactNode } from "react";
import { CopyButton } from "../../markdown/copy-button.tsx";

export interface FramedProps {
  label: ReactNode;
  /** What its button copies; no button without it. */
  copied?: string;
  tone?: "plain" | "danger";
  children: ReactNode;
}

/** Something in a frame, with a line above that says what it is. */
export function Framed({ label, copied, tone = "plain", children }: FramedProps) {
  return (
    <div className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
      <div
        className={clsx(
          "flex min-h-7 items-center gap-2 border-line border-b pr-0.5 pl-3 text-fine",
          tone === "danger" ? "text-danger" : "text-ink-faint",
        )}
      >
        <p className="min-w-0 flex-1 truncate">{label}</p>
        {copied ? <CopyButton label="Copy" text={copied} className="size-6 [&_svg]:size-3.5" /> : null}
      </div>
      {children}
    </div>
  );
}

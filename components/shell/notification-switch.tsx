"use client";
import { useCallback, useEffect, useState } from "react";
import { useKeptChoice } from "../ui/use-kept-choice.ts";
import { notifying, type Permission, permission, turnOnNotifying } from "./notifying.ts";

const WHY_NOT: Partial<Record<Permission, string>> = {
  unsupported: "This browser has no notifications.",
  denied: "This browser doesn't allow them for Switchboard. Allow them in the browser's settings for this address.",
};

/** Whether this browser tells when a query ends while Switchboard is hidden. The browser asks only after a press. */
export function NotificationSwitch() {
  const kept = useKeptChoice(notifying);
  const [allowed, setAllowed] = useState<Permission | null>(null);
  const look = useCallback(() => setAllowed(permission()), []);
  useEffect(() => {
    look();
    // It may have been changed in the browser's settings meanwhile.
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [look]);
  const why = allowed === null ? undefined : WHY_NOT[allowed];
  const isOn = kept === "on" && allowed === "granted";
  return (
    <div className="grid gap-1">
      <label className="flex max-w-prose items-start gap-2.5 text-small">
        <input
          type="checkbox"
          checked={isOn}
          disabled={allowed === null || why !== undefined}
          onChange={async () => {
            if (isOn) notifying.set("off");
            else await turnOnNotifying();
            look();
          }}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span className="grid gap-0.5">
          <span className="font-medium text-ink">Notify when a query ends while Switchboard is hidden</span>
          <span className="text-ink-muted">
            Once for the whole browser, and only where no tab of Switchboard is shown. This browser keeps the choice.
          </span>
        </span>
      </label>
      <p role="status" className="pl-6.5 text-small text-warn empty:hidden">
        {why}
      </p>
    </div>
  );
}

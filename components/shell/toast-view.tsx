"use client";
import { Check, CircleAlert, Info, X } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { Toaster, toast } from "sonner";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { type ToastContent, takeToasts, useWaitingToasts } from "./toasts.ts";

const LASTS_MS = 8_000;
/** Who is asked something needs time to read it. */
const ASKING_LASTS_MS = 25_000;

const tones = {
  info: { Icon: Info, colour: "text-ink-muted" },
  live: { Icon: Check, colour: "text-live" },
  danger: { Icon: CircleAlert, colour: "text-danger" },
};

/** Draws toasts: at most three, read out when there is time, and gone after a while. */
export function ToastPlace() {
  const waiting = useWaitingToasts();
  useEffect(() => {
    if (waiting.length === 0) return;
    for (const content of takeToasts()) {
      toast.custom((id) => <ToastView content={content} onClose={() => toast.dismiss(id)} />, {
        duration: content.actions ? ASKING_LASTS_MS : LASTS_MS,
        unstyled: true,
      });
    }
  }, [waiting]);
  return (
    <Toaster
      position="bottom-right"
      visibleToasts={3}
      expand
      gap={8}
      containerAriaLabel="What happened elsewhere"
      style={{ fontFamily: "inherit" }}
    />
  );
}

function ToastView({ content, onClose }: { content: ToastContent; onClose: () => void }) {
  const { title, words, href, actions } = content;
  const { Icon, colour } = tones[content.tone];
  return (
    <div className="relative flex w-[min(22rem,calc(100vw-2rem))] gap-2.5 rounded-lg border border-line-strong bg-surface py-2.5 pr-2 pl-3 text-ink text-small shadow-lg">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="font-medium [overflow-wrap:anywhere]">
          {href ? (
            <Link
              href={href}
              prefetch={false}
              onClick={onClose}
              className="outline-none after:absolute after:inset-0 after:rounded-lg hover:underline focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        {words ? <p className="line-clamp-2 text-ink-muted [overflow-wrap:anywhere]">{words}</p> : null}
        {actions ? (
          <p className="mt-1.5 flex flex-wrap gap-2">
            {actions.map((action, at) => (
              <Button
                key={action.words}
                size="small"
                variant={at === 0 ? "primary" : "secondary"}
                onClick={() => {
                  onClose();
                  action.run();
                }}
              >
                {action.words}
              </Button>
            ))}
          </p>
        ) : null}
      </div>
      <IconButton label="Close" onClick={onClose} className="relative z-10 -mt-0.5">
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

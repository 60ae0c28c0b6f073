"use client";
import { Check, CircleAlert, Info, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import type { ToastContent } from "./toasts.ts";

const LASTS_MS = 8_000;
/** Who is asked something needs time to read it. */
const ASKING_LASTS_MS = 25_000;

const tones = {
  info: { Icon: Info, colour: "text-ink-muted" },
  live: { Icon: Check, colour: "text-live" },
  danger: { Icon: CircleAlert, colour: "text-danger" },
};

export interface ToastViewProps {
  content: ToastContent;
  onClose: () => void;
}

/** A toast: what happened, where it leads, what can be done; gone after a while in which nobody was at it. */
export function ToastView({ content, onClose }: ToastViewProps) {
  const { title, words, href, actions } = content;
  const { Icon, colour } = tones[content.tone];
  const held = useLeaving(actions ? ASKING_LASTS_MS : LASTS_MS, onClose);
  return (
    <li
      {...held}
      className="pointer-events-auto relative flex w-[min(22rem,calc(100vw-2rem))] gap-2.5 rounded-lg border border-line-strong bg-surface py-2.5 pr-2 pl-3 text-ink text-small shadow-lg transition-[opacity,translate] duration-200 starting:translate-y-2 starting:opacity-0 motion-reduce:transition-none"
    >
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
              {visibleText(title)}
            </Link>
          ) : (
            title
          )}
        </p>
        {words ? <p className="line-clamp-2 text-ink-muted [overflow-wrap:anywhere]">{visibleText(words)}</p> : null}
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
    </li>
  );
}

/** Ends it after a time in which nobody pointed at it or had the focus in it, and the page could be seen. */
function useLeaving(afterMs: number, onEnd: () => void) {
  const [isPointed, setPointed] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const end = useRef(onEnd);
  end.current = onEnd;
  const isHeld = isPointed || hasFocus;
  useEffect(() => {
    if (isHeld) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => end.current(), afterMs);
    };
    begin();
    document.addEventListener("visibilitychange", begin);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", begin);
    };
  }, [isHeld, afterMs]);
  return {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocus(true),
    onBlur: () => setFocus(false),
  };
}

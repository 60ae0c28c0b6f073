"use client";
import { useEffect, useState } from "react";
import { ToastView } from "./toast-view.tsx";
import { closeToast, useToasts } from "./toasts.ts";

/** More are not seen at once: they wait until one of these is gone. */
const MOST = 3;

/**
 * The place for toasts: at most three, the newest above, read out when there is time. It is a part of every page and not
 * loaded with the first toast: they are wanted most when the server is gone, and nothing can be loaded.
 */
export function ToastArea() {
  const toasts = useToasts();
  const [isAfter, setAfter] = useState(false);
  useEffect(() => setAfter(true), []);
  if (!isAfter) return null;
  return (
    <section
      aria-label="What happened elsewhere"
      aria-live="polite"
      aria-relevant="additions text"
      className="pointer-events-none fixed right-4 bottom-4 z-50 sm:right-6 sm:bottom-6"
    >
      <ol className="flex flex-col-reverse gap-2">
        {toasts.slice(0, MOST).map(({ id, content }) => (
          <ToastView key={id} content={content} onClose={() => closeToast(id)} />
        ))}
      </ol>
    </section>
  );
}

"use client";
import { lazy, Suspense, useRef } from "react";
import { useWaitingToasts } from "./toasts.ts";

const ToastPlace = lazy(() => import("./toast-view.tsx"));

/** The place for toasts, from the first one on. */
export function ToastArea() {
  const isWaiting = useWaitingToasts().length > 0;
  const wanted = useRef(false);
  wanted.current ||= isWaiting;
  return wanted.current ? (
    <Suspense>
      <ToastPlace />
    </Suspense>
  ) : null;
}

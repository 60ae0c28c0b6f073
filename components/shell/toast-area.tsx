"use client";
import { useEffect, useState } from "react";
import { useWaitingToasts } from "./toasts.ts";
import { useLoaded } from "./use-loaded.ts";

/** So long after the page lives, what draws toasts is loaded: it is wanted most when the server is gone. In milliseconds. */
const LOAD_AFTER_MS = 2_000;

/** The place for toasts. */
export function ToastArea() {
  const isWaiting = useWaitingToasts().length > 0;
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), LOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const view = useLoaded(isLater || isWaiting, () => import("./toast-view.tsx"), console.error);
  return view ? <view.ToastPlace /> : null;
}

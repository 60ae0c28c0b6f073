"use client";
import { useEffect, useState } from "react";
import { useLoaded } from "./use-loaded.ts";

/**
 * The place for toasts. What draws them comes after the page, and not with the first one: they are wanted most when the
 * server is gone, and nothing can be loaded.
 */
export function ToastArea() {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => setAfter(true), []);
  const view = useLoaded(isAfter, () => import("./toast-view.tsx"), console.error);
  return view ? <view.ToastPlace /> : null;
}

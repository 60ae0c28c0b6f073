"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether keys are to be named as on a Mac; the server doesn't know, and names them as elsewhere. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iP(hone|ad)/.test(navigator.userAgent),
    () => false,
  );
}

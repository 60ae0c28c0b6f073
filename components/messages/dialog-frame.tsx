"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { IconButton } from "../ui/icon-button.tsx";

export interface DialogFrameProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog above the page. Esc and the button close it; the focus goes back to where it was. */
export function DialogFrame({ title, onClose, children }: DialogFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-[min(44rem,calc(100vw-2rem))] rounded-lg border border-line-strong bg-surface p-4 text-ink backdrop:bg-black/40"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="flex items-start justify-between gap-3">
          <h2 id={id} className="pt-0.5 font-semibold text-body">
            {visibleText(title)}
          </h2>
          <IconButton label="Close" className="-mt-0.5 -mr-1" onClick={() => dialog.current?.close()}>
            <X aria-hidden />
          </IconButton>
        </div>
        {children}
      </div>
    </dialog>
  );
}

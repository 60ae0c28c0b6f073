"use client";
import { Menu, X } from "lucide-react";
import { IconButton } from "../ui/icon-button.tsx";
import { Modal } from "../ui/modal.tsx";
import { DensitySwitch } from "./density-switch.tsx";
import { NavLinks } from "./nav-links.tsx";
import { hideDialog, showDialog, useShownDialog } from "./shown-dialog.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

const close = () => hideDialog("menu");

/** Opens the drawer that stands in for the side bar on small screens. */
export function MenuButton() {
  const open = useShownDialog() === "menu";
  return (
    <>
      <IconButton label="Menu" aria-expanded={open} onClick={() => showDialog("menu")} className="-ml-2 size-9">
        <Menu aria-hidden />
      </IconButton>
      {open ? (
        <Modal
          label="Menu"
          onClose={close}
          className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-[min(19rem,88vw)] max-w-none border-line border-r bg-canvas p-3 text-ink backdrop:bg-black/40"
        >
          <div className="flex h-full flex-col gap-3">
            <div className="flex items-center justify-between pl-2.5">
              <p className="font-semibold text-body">Switchboard</p>
              <IconButton label="Close the menu" onClick={close} className="size-9">
                <X aria-hidden />
              </IconButton>
            </div>
            <NavLinks look="drawer" onGo={close} />
            <div className="mt-auto grid justify-items-start gap-2">
              <ThemeSwitch words />
              <DensitySwitch />
            </div>
          </div>
        </Modal>
      ) : null}
    </>
  );
}

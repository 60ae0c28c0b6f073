"use client";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { IconButton } from "../ui/icon-button.tsx";
import { flipSideBar } from "./appearance.ts";

/** Narrows or widens the side bar. Which of both is shown, the stylesheet knows before the page lives. */
export function SideBarButton() {
  return (
    <>
      <IconButton label="Narrow the side bar ([)" onClick={flipSideBar} className="hidden! wide-side:inline-flex!">
        <PanelLeftClose aria-hidden />
      </IconButton>
      <IconButton label="Widen the side bar ([)" onClick={flipSideBar} className="ml-1 wide-side:hidden!">
        <PanelLeftOpen aria-hidden />
      </IconButton>
    </>
  );
}

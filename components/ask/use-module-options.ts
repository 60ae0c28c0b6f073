"use client";
import { type KeyboardEvent, useState } from "react";
import type { Module } from "@/lib/core/message.ts";

const SHOWN = 8;

function matching(modules: Module[], typed: string): Module[] {
  const words = typed.trim().toLowerCase();
  if (modules.some((module) => module.path === typed.trim())) return modules.slice(0, SHOWN);
  return modules.filter(({ name, path }) => `${name} ${path}`.toLowerCase().includes(words)).slice(0, SHOWN);
}

/** The state of the list under the directory: which modules match, whether it is open, which one is active. */
export function useModuleOptions(modules: Module[], typed: string, onChoose: (module: Module) => void) {
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const options = matching(modules, typed);
  const open = wanted && options.length > 0;

  const show = () => {
    setWanted(true);
    setActive(-1);
  };
  const hide = () => {
    setWanted(false);
    setActive(-1);
  };
  const choose = (module: Module) => {
    hide();
    onChoose(module);
  };
  const move = (step: 1 | -1) => {
    setWanted(true);
    setActive((index) => {
      if (index < 0) return step === 1 ? 0 : options.length - 1;
      return (index + step + options.length) % options.length;
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = open ? options[active] : undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (options.length === 0) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      hide();
    }
  };

  return { options, open, active, show, hide, choose, onKeyDown };
}

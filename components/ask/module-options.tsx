import clsx from "clsx";
import type { Module } from "@/lib/core/message.ts";

export interface ModuleOptionsProps {
  id: string;
  modules: Module[];
  active: number;
  choose: (module: Module) => void;
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

/** The modules used before that match what is typed. */
export function ModuleOptions({ id, modules, active, choose }: ModuleOptionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Modules used before"
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-72 overflow-y-auto rounded-md border border-line-strong bg-surface p-1 shadow-lg shadow-black/10"
    >
      {modules.map((module, index) => (
        // The input keeps the focus and names the active option; the keys are handled there.
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={module.path}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(module)}
          className={clsx("cursor-pointer rounded px-2 py-1.5", index === active ? "bg-hover" : "hover:bg-hover")}
        >
          <span className="block truncate font-medium text-ink text-small">{module.name}</span>
          <span className="block truncate font-mono text-fine text-ink-faint" title={module.path}>
            {module.path}
          </span>
        </div>
      ))}
    </div>
  );
}

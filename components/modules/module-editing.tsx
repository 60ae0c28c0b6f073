"use client";
import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { moduleHref } from "@/lib/core/module-address.ts";
import type { ModulePageView } from "@/lib/core/module-view.ts";
import { showToast } from "../shell/toasts.ts";
import { Button } from "../ui/button.tsx";
import { AskLink } from "./ask-link.tsx";
import type { ModuleActions } from "./module-actions.ts";
import { ModuleForm } from "./module-form.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RenameModule } from "./rename-module.tsx";

export interface ModuleEditingProps {
  view: ModulePageView;
  actions: ModuleActions;
  /** The heading of the page. */
  children: ReactNode;
}

/** The heading of a module's page with what can be done; while the module is edited, the form below it. */
export function ModuleEditing({ view, actions, children }: ModuleEditingProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"form" | "remove" | null>(null);
  const { module } = view;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        {children}
        <div className="flex gap-2">
          <Button aria-expanded={open === "form"} onClick={() => setOpen(open === "form" ? null : "form")}>
            <Pencil aria-hidden className="size-3.5" />
            Edit
          </Button>
          <AskLink name={module.name} />
        </div>
      </div>
      {open === "form" ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 rounded-lg border border-line-strong bg-surface p-4">
          <ModuleForm
            module={module}
            changeModule={actions.changeModule}
            onSaved={() => {
              showToast({
                tone: "live",
                title: `${module.name} is saved`,
                words: "Threads that go on are asked as before.",
              });
              setOpen(null);
              router.refresh();
            }}
            onClose={() => setOpen(null)}
          />
          {view.kept ? (
            <div className="flex flex-wrap items-start justify-between gap-4 border-line border-t pt-4">
              <RenameModule
                module={module}
                renameable={view.renameable}
                renameModule={actions.renameModule}
                onRenamed={(name) => router.replace(moduleHref(name))}
              />
              <Button variant="danger" onClick={() => setOpen("remove")}>
                Remove from the list
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
      {open === "remove" ? (
        <RemoveDialog
          name={module.name}
          threads={view.threadCount}
          removeModule={actions.removeModule}
          onRemoved={() => router.replace("/modules")}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

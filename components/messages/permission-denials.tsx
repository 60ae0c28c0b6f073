import { ShieldX } from "lucide-react";
import type { Run } from "@/lib/core/message.ts";
import { toolSummary } from "./blocks/tool-summary.ts";

/** What Claude asked for and was refused, tool by tool. */
export function PermissionDenials({ run }: { run: Run }) {
  return (
    <div className="my-3 rounded-md border border-warn/40 bg-warn-wash px-3.5 py-3 text-small">
      <div className="flex gap-2.5">
        <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1.5">
          <p className="font-medium text-ink">
            {run.permissionDenials.length === 1 ? "A tool was refused" : "Tools were refused"}
          </p>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
            {run.permissionDenials.map((denial) => {
              const { tool, about } = toolSummary(denial.toolName, denial.input, run.cwd);
              return (
                <li key={denial.toolUseId ?? denial.input} className="flex gap-2">
                  <span className="shrink-0 font-medium">{tool}</span>
                  <span className="min-w-0 truncate font-mono text-fine leading-5 text-ink-muted" title={about}>
                    {about}
                  </span>
                </li>
              );
            })}
          </ul>
          <p className="text-ink-muted">
            {run.permissionMode
              ? `The run’s permission mode, “${run.permissionMode}”, did not allow this.`
              : "The run’s permissions did not allow this."}{" "}
            To allow it, add the tool to the permissions of Claude Code in this module, and ask again.
          </p>
        </div>
      </div>
    </div>
  );
}

import { ShieldX } from "lucide-react";
import type { Run } from "@/lib/core/message.ts";
import { allowRules, settingsWith } from "@/lib/core/tool-rule.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { toolSummary } from "./blocks/tool-summary.ts";

/** What Claude asked for and was refused, tool by tool, and the rules that would allow it. */
export function PermissionDenials({ run }: { run: Run }) {
  const rules = [
    ...new Set(run.permissionDenials.flatMap(({ toolName, input }) => allowRules(toolName, input, run.cwd))),
  ];
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
              : "The run’s permissions did not allow this."}
          </p>
          <HowToAllow rules={rules} />
        </div>
      </div>
    </div>
  );
}

/** Claude Code heeds a directory's rules only where someone has said that it is trusted. */
function HowToAllow({ rules }: { rules: readonly string[] }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5 border-warn/30 border-t pt-2">
      <p className="text-ink-muted">
        To allow it, add {rules.length === 1 ? "this rule" : "these rules"} to <Code>permissions.allow</Code> in{" "}
        <Code>.claude/settings.json</Code> of the module, and ask again. Run <Code>claude</Code> there once, if you
        never did: it asks whether you trust the directory, and heeds its rules only then.
      </p>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-1">
        {rules.map((rule) => (
          <li
            key={rule}
            className="flex items-center gap-2 rounded-md border border-line bg-surface py-0.5 pr-0.5 pl-3"
          >
            <code className="min-w-0 flex-1 font-mono text-fine text-ink [overflow-wrap:anywhere]">
              {visibleText(rule)}
            </code>
            <CopyButton label={`Copy the rule ${visibleText(rule)}`} text={rule} className="size-6 [&_svg]:size-3.5" />
          </li>
        ))}
      </ul>
      <p className="flex items-center gap-1 text-fine text-ink-muted">
        For a module without such a file: copy all of it
        <CopyButton label="Copy the settings" text={settingsWith(rules)} className="size-6 [&_svg]:size-3.5" />
      </p>
    </div>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.92em] [overflow-wrap:anywhere]">{children}</code>;
}

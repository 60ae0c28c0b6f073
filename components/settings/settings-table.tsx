import type { SettingGroup, SettingRow } from "@/lib/core/settings-view.ts";

/** What is configured, and where each value comes from. Values are set outside: in the environment, or by options. */
export function SettingsTable({ group: { title, rows } }: { group: SettingGroup }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-medium text-fine text-ink-faint">{title}</h3>
      <dl className="border-line border-t">
        {rows.map((row) => (
          <div
            key={row.name}
            className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-0.5 border-line border-b py-2 text-small sm:grid-cols-[14rem_minmax(0,1fr)_auto]"
          >
            <dt className="text-ink">{row.name}</dt>
            <dd className="min-w-0 text-ink-muted [overflow-wrap:anywhere]">{row.value}</dd>
            <dd className="text-fine text-ink-faint sm:text-right sm:leading-5">{sourceWords(row)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function sourceWords({ source, variable, option }: SettingRow): string {
  const ways = [option, variable].filter((way) => way !== null).join(" or ");
  switch (source) {
    case "option":
      return `from ${option ?? "the command line"}`;
    case "environment":
      return `from ${variable ?? "the environment"}`;
    case "stored":
      return "set here";
    case "found":
      return `found on PATH; set with ${ways}`;
    case "default":
      return ways === "" ? "default" : `default; set with ${ways}`;
  }
}

import { LongText } from "./long-text.tsx";
import type { CutText } from "./use-whole-text.ts";

/** The input of a call: its fields by name when it can be read, else the text as it came. */
export function ToolInput({ text, open, cut }: { text: string; open: boolean; cut: CutText | null }) {
  const fields = open || cut ? null : fieldsOf(text);
  if (!fields) return text === "" ? null : <Framed label={open ? "Input, arriving" : "Input"} text={text} cut={cut} />;
  const short = fields.filter(([, value]) => !isLong(value));
  const long = fields.filter(([, value]) => isLong(value));
  return (
    <>
      {short.length > 0 ? (
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-fine">
          {short.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-faint">{name}</dt>
              <dd className="font-mono text-ink-muted [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {long.map(([name, value]) => (
        <Framed key={name} label={name} text={value} />
      ))}
    </>
  );
}

export interface FramedProps {
  label: string;
  text: string;
  /** Set when the page has only its beginning. */
  cut?: CutText | null;
  tone?: string;
}

export function Framed({ label, text, cut = null, tone = "text-ink-faint" }: FramedProps) {
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <p className={`border-line border-b px-3 py-1 text-fine ${tone}`}>{label}</p>
      <LongText text={text} cut={cut} />
    </div>
  );
}

function isLong(value: string): boolean {
  return value.includes("\n") || value.length > 160;
}

function fieldsOf(text: string): [string, string][] | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
    return Object.entries(read).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value, null, 2),
    ]);
  } catch {
    return null;
  }
}

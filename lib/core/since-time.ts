import { SwitchboardError } from "./failure.ts";

/**
 * A day or a moment that someone wrote ("2026-11-01", "2026-11-01T12:00Z", Unix seconds), in Unix seconds.
 * @throws SwitchboardError input-invalid
 */
export function sinceTime(text: string): number {
  const seconds = /^\d{1,12}(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  if (Number.isFinite(seconds)) return seconds;
  throw new SwitchboardError("input-invalid", `“${text.slice(0, 40)}” is no day and no time.`, {
    hint: "Write it as 2026-11-01, or with a time as 2026-11-01T12:00Z.",
    field: "since",
  });
}

import clsx from "clsx";
import type { LucideIcon } from "lucide-react";

export interface Segment<Choice extends string> {
  choice: Choice;
  label: string;
  Icon: LucideIcon;
}

export interface SegmentsProps<Choice extends string> {
  legend: string;
  /** Tells this one from others on the page. */
  name: string;
  segments: readonly Segment<Choice>[];
  /** null: it isn't known yet, and none is marked. */
  chosen: Choice | null;
  onChoose: (choice: Choice) => void;
  /** Whether the words are shown beside the icons. */
  words?: boolean;
}

/** A few choices side by side, one of which holds. */
export function Segments<Choice extends string>(props: SegmentsProps<Choice>) {
  const { legend, name, segments, chosen, onChoose, words = false } = props;
  return (
    <fieldset className="inline-flex w-fit rounded-md border border-line p-px">
      <legend className="sr-only">{legend}</legend>
      {segments.map(({ choice, label, Icon }) => (
        <label key={choice} title={words ? undefined : label} className="relative cursor-pointer">
          <input
            type="radio"
            name={name}
            value={choice}
            aria-label={label}
            checked={chosen === choice}
            onChange={() => onChoose(choice)}
            className="peer absolute inset-0 size-full cursor-pointer opacity-0"
          />
          <span
            className={clsx(
              "flex items-center justify-center gap-1.5 whitespace-nowrap rounded-[5px] text-ink-faint text-small peer-checked:bg-hover peer-checked:text-ink peer-hover:text-ink peer-focus-visible:outline-2 peer-focus-visible:outline-accent",
              words ? "h-7 px-2" : "size-6",
            )}
          >
            <Icon aria-hidden className="size-3.5" />
            {words ? label : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

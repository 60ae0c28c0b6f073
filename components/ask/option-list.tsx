"use client";
import clsx from "clsx";
import { Fragment, type ReactNode, useEffect, useRef } from "react";

export interface OptionListProps<Option> {
  id: string;
  label: string;
  options: readonly Option[];
  active: number;
  keyOf: (option: Option) => string;
  /** A heading above an option that begins a group; null for none. */
  headingOf?: (option: Option, before: Option | undefined) => string | null;
  onChoose: (option: Option) => void;
  children: (option: Option) => ReactNode;
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

/** Options under a field. The field keeps the focus, names the active option, and handles the keys. */
export function OptionList<Option>(props: OptionListProps<Option>) {
  const { id, label, options, active, keyOf, headingOf, onChoose, children } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[aria-selected="true"]`)?.scrollIntoView({ block: "nearest" });
    // The list itself is what moves: another active option, or others.
  });
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-72 overflow-y-auto overscroll-contain rounded-md border border-line-strong bg-surface p-1 shadow-black/10 shadow-lg"
    >
      {options.map((option, index) => {
        const heading = headingOf?.(option, options[index - 1]) ?? null;
        return (
          <Fragment key={keyOf(option)}>
            {heading === null ? null : (
              <div role="presentation" className="px-2 pt-1.5 pb-1 text-fine text-ink-faint">
                {heading}
              </div>
            )}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled there */}
            <div
              id={optionId(id, index)}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(option)}
              className={clsx("cursor-pointer rounded px-2 py-1.5", index === active ? "bg-hover" : "hover:bg-hover")}
            >
              {children(option)}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}

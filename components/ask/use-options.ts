import { type KeyboardEvent, useState } from "react";

/** What a list under a field is driven with. */
export interface OptionsInput<Option> {
  options: readonly Option[];
  /** Whether the first one is taken by Enter without being chosen before. */
  startsAtFirst: boolean;
  /** Keys that take the active one, beside Enter. */
  alsoTab?: boolean;
  onChoose: (option: Option) => void;
}

/** The state of a list of options under a field: whether it is open, which one is active, and the keys. */
export function useOptions<Option>({ options, startsAtFirst, alsoTab = false, onChoose }: OptionsInput<Option>) {
  const start = startsAtFirst ? 0 : -1;
  const [wanted, setWanted] = useState(false);
  const [moved, setActive] = useState(start);
  const open = wanted && options.length > 0;
  const active = open ? Math.min(moved, options.length - 1) : -1;

  const show = () => {
    setWanted(true);
    setActive(start);
  };
  const hide = () => {
    setWanted(false);
    setActive(start);
  };
  const choose = (option: Option) => {
    hide();
    onChoose(option);
  };
  const move = (step: 1 | -1) => {
    setWanted(true);
    setActive(() => {
      if (active < 0) return step === 1 ? 0 : options.length - 1;
      return (active + step + options.length) % options.length;
    });
  };

  /** @returns whether the key was for the list */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const chosen = options[active];
    const takes = event.key === "Enter" || (alsoTab && event.key === "Tab" && !event.shiftKey);
    if (takes && chosen !== undefined) choose(chosen);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length > 0)
      move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape" && open) hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return { open, active, show, hide, choose, onKeyDown };
}

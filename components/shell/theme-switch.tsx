"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";

const choices = [
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
  { theme: "system", label: "As the system", Icon: Monitor },
];

const never = () => () => {};

/** Light, dark, or as the system. Which one is chosen only the browser knows, so the server marks none. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset className="flex rounded-md border border-line p-px">
      <legend className="sr-only">Theme</legend>
      {choices.map(({ theme: choice, label, Icon }) => (
        <label key={choice} title={label} className="relative cursor-pointer">
          <input
            type="radio"
            name="theme"
            value={choice}
            aria-label={label}
            checked={inBrowser && theme === choice}
            onChange={() => setTheme(choice)}
            className="peer absolute inset-0 size-full cursor-pointer opacity-0"
          />
          <span className="flex size-6 items-center justify-center rounded-[5px] text-ink-faint peer-checked:bg-hover peer-checked:text-ink peer-hover:text-ink peer-focus-visible:outline-2 peer-focus-visible:outline-accent">
            <Icon aria-hidden className="size-3.5" />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

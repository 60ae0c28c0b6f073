"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useId, useSyncExternalStore } from "react";
import { Segments } from "../ui/segments.tsx";

export const THEMES = [
  { choice: "light", label: "Light", Icon: Sun },
  { choice: "dark", label: "Dark", Icon: Moon },
  { choice: "system", label: "As the system", Icon: Monitor },
] as const;
type Theme = (typeof THEMES)[number]["choice"];

const never = () => () => {};

/** Light, dark, or as the system. Which one is chosen only the browser knows, so the server marks none. */
export function ThemeSwitch({ words = false }: { words?: boolean }) {
  const { theme, setTheme } = useTheme();
  const name = useId();
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Segments<Theme>
      legend="Theme"
      name={name}
      segments={THEMES}
      chosen={inBrowser ? (THEMES.find(({ choice }) => choice === theme)?.choice ?? null) : null}
      onChoose={setTheme}
      words={words}
    />
  );
}

import clsx from "clsx";
import type { ComponentProps } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "title"> {
  /** What the button does; read out, and shown on hover. */
  label: string;
}

/** A button that shows only an icon. */
export function IconButton({ label, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={visibleText(label)}
      title={visibleText(label)}
      className={clsx(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors",
        "hover:bg-hover hover:text-ink disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4",
        className,
      )}
      {...rest}
    />
  );
}

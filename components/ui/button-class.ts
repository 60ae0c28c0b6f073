import clsx from "clsx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "medium" | "small";

const variants: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-accent-ink hover:bg-accent/90",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover",
  quiet: "border-transparent text-ink-muted hover:bg-hover hover:text-ink",
  danger: "border-line-strong bg-surface text-danger hover:border-danger hover:bg-danger-wash",
};

const sizes: Record<ButtonSize, string> = {
  medium: "h-8 px-3 text-small",
  small: "h-7 px-2 text-fine",
};

/** The look of a button, for buttons and for links that stand where a button would. */
export function buttonClass({
  variant = "secondary",
  size = "medium",
}: {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
} = {}): string {
  return clsx(
    "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium",
    "transition-colors disabled:cursor-not-allowed disabled:opacity-55",
    variants[variant],
    sizes[size],
  );
}

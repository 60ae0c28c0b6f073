"use client";
import clsx from "clsx";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";

export interface MenuAction {
  label: string;
  icon: ReactNode;
  /** Where it leads; else what it does. */
  href?: string;
  onSelect?: () => void;
  /** Whether a line sets it apart from those above. */
  apart?: boolean;
}

export interface ActionMenuProps {
  /** What its actions are for; read out. */
  label: string;
  /** Asked for when the menu is opened. */
  actions: () => MenuAction[];
  className?: string;
}

const itemClass =
  "flex w-full items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-left text-ink text-small hover:bg-hover focus:bg-hover focus-visible:-outline-offset-2 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-muted";
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** A quiet button with a menu: by pointer, and by the keys that menus have everywhere. */
export function ActionMenu({ label, actions, className }: ActionMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<MenuAction[] | null>(null);
  const close = (keepsFocus = true) => {
    setOpen(null);
    if (keepsFocus) button.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        data-menu
        aria-haspopup="menu"
        aria-expanded={open !== null}
        aria-label={visibleText(label)}
        title="Actions (m)"
        onClick={() => setOpen(open ? null : actions())}
        className={clsx(
          "inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink",
          className,
        )}
      >
        <Ellipsis aria-hidden className="size-4" />
      </button>
      {open ? <MenuList actions={open} label={label} button={button.current} onClose={close} /> : null}
    </>
  );
}

interface MenuListProps {
  actions: readonly MenuAction[];
  label: string;
  button: HTMLElement | null;
  /** @param keepsFocus whether the focus goes back to the button */
  onClose: (keepsFocus?: boolean) => void;
}

/** Whether nobody has put the focus elsewhere. */
const hasFocus = (menu: HTMLElement | null) =>
  document.activeElement === document.body || menu?.contains(document.activeElement) === true;

function MenuList({ actions, label, button, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = list.current;
    if (!menu) return;
    menu.showPopover();
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus({ preventScroll: true });
    if (!button) return;
    // It stays beside its button when the page moves, as one does that follows a growing answer.
    const place = () => placeBeside(menu, button);
    place();
    window.addEventListener("scroll", place, { passive: true });
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place);
      window.removeEventListener("resize", place);
    };
  }, [button]);
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = STEPS[event.key]?.(at, items.length) ?? byLetter(items, at, event.key);
    event.stopPropagation();
    if (event.key === "Tab") onClose();
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus({ preventScroll: true });
  };
  return (
    <div
      ref={list}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={visibleText(label)}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState === "closed") onClose(hasFocus(list.current));
      }}
      className="fixed inset-auto m-0 w-64 max-w-[calc(100vw-1rem)] rounded-md border border-line-strong bg-surface p-1 text-ink shadow-lg"
    >
      {actions.map((action) => (
        <MenuItem key={action.label} action={action} onClose={onClose} />
      ))}
    </div>
  );
}

function MenuItem({ action, onClose }: { action: MenuAction; onClose: () => void }) {
  const { label, icon, href, onSelect, apart } = action;
  const className = clsx(itemClass, apart && "mt-1 border-line border-t pt-2");
  const select = () => {
    onClose();
    onSelect?.();
  };
  return href === undefined ? (
    <button type="button" role="menuitem" tabIndex={-1} className={className} onClick={select}>
      {icon}
      {visibleText(label)}
    </button>
  ) : (
    <Link href={href} prefetch={false} role="menuitem" tabIndex={-1} className={className} onClick={select}>
      {icon}
      {visibleText(label)}
    </Link>
  );
}

/** The next item whose first letter is this one. */
function byLetter(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key.length !== 1) return undefined;
  const found = items.findIndex((item, index) => index > at && startsWith(item, key));
  const any = found === -1 ? items.findIndex((item) => startsWith(item, key)) : found;
  return any === -1 ? undefined : any;
}

const startsWith = (item: HTMLElement, key: string) =>
  item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()) ?? false;

const GAP = 4;

/** Below the button, or above it where there is no room; never beyond the window. */
function placeBeside(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + GAP;
  const top = below + height > window.innerHeight ? Math.max(GAP, at.top - GAP - height) : below;
  const left = Math.min(Math.max(GAP, at.right - width), window.innerWidth - width - GAP);
  menu.style.top = `${top}px`;
  menu.style.left = `${at.left < window.innerWidth / 2 ? Math.min(at.left, window.innerWidth - width - GAP) : left}px`;
}

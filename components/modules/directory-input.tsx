"use client";
import clsx from "clsx";
import { type ComponentProps, useId } from "react";
import type { FieldInputProps } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { useDirectoryPaths } from "./use-directory-paths.ts";

interface DirectoryInputProps
  extends FieldInputProps,
    Pick<ComponentProps<"input">, "name" | "placeholder" | "disabled"> {
  value: string;
  onPath: (path: string) => void;
}

/** A field for the path of a directory on the machine that Switchboard runs on; the browser offers what there is. */
export function DirectoryInput({ value, onPath, ...rest }: DirectoryInputProps) {
  const listId = useId();
  const paths = useDirectoryPaths(value);
  return (
    <>
      <input
        {...rest}
        value={value}
        list={listId}
        onChange={(event) => onPath(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={clsx(inputClass, "h-9 font-mono sm:h-8 sm:text-small")}
      />
      <datalist id={listId}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  );
}

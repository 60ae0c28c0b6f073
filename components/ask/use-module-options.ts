"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Module } from "@/lib/core/message.ts";
import { fetchJson } from "../ui/fetch-json.ts";
import { useOptions } from "./use-options.ts";
import { useSettled } from "./use-settled.ts";

const SHOWN = 8;
const SETTLED_MS = 120;

/** What may be asked: a module that is known, or a directory that the path may become. */
export type ModuleOption = { module: Module } | { directory: string };

export const optionPath = (option: ModuleOption) => ("module" in option ? option.module.path : option.directory);

function matching(modules: Module[], typed: string): Module[] {
  const words = typed.trim().toLowerCase();
  if (modules.some((module) => module.path === typed.trim())) return modules.slice(0, SHOWN);
  return modules
    .filter(({ name, path, description }) => `${name} ${path} ${description ?? ""}`.toLowerCase().includes(words))
    .slice(0, SHOWN);
}

/** Directories that begin as what is typed; none until a path is begun. */
function useDirectories(typed: string, wanted: boolean): string[] {
  const settled = useSettled(typed.trim(), SETTLED_MS);
  const isPath = /^(\/|~\/)/.test(settled);
  const { data } = useQuery({
    queryKey: ["directories", settled],
    queryFn: ({ signal }) =>
      fetchJson<{ directories: string[] }>(`/api/directories?${new URLSearchParams({ typed: settled })}`, signal),
    enabled: wanted && isPath,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  if (!isPath || data?.status !== "read") return [];
  // What was read for fewer letters may not fit any more.
  const begun = typed
    .trim()
    .replace(/^~(?=\/)/, "")
    .toLowerCase();
  return data.value.directories.filter((directory) => directory.toLowerCase().includes(begun));
}

/** The list under the directory: the modules that match, then the directories that the path may become. */
export function useModuleOptions(modules: Module[], typed: string, onChoose: (option: ModuleOption) => void) {
  const [focused, setFocused] = useState(false);
  const known = matching(modules, typed);
  const paths = new Set(known.map(({ path }) => path));
  const directories = useDirectories(typed, focused).filter((directory) => !paths.has(directory));
  const options: ModuleOption[] = [
    ...known.map((module) => ({ module })),
    ...directories.map((directory) => ({ directory })),
  ];
  const list = useOptions({ options, startsAtFirst: false, onChoose });
  const show = () => {
    setFocused(true);
    list.show();
  };
  const hide = () => {
    setFocused(false);
    list.hide();
  };
  return { ...list, options, show, hide };
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { fetchJson } from "../ui/fetch-json.ts";

/** The directories that a path may go on with, while it is typed. */
export function useDirectoryPaths(path: string): string[] {
  const typed = useDeferredValue(path);
  const { data } = useQuery({
    queryKey: ["directories", typed],
    enabled: typed.startsWith("/") || typed.startsWith("~"),
    staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const address = `/api/directories?${new URLSearchParams({ typed })}`;
      const read = await fetchJson<{ directories: string[] }>(address, signal);
      return read.status === "read" ? read.value.directories : [];
    },
    placeholderData: (before) => before,
  });
  return data ?? [];
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { z } from "zod";

const schema = z.object({ directories: z.array(z.string()) });

/** The directories that a path may go on with, while it is typed. */
export function useDirectoryPaths(path: string): string[] {
  const typed = useDeferredValue(path);
  const { data } = useQuery({
    queryKey: ["directories", typed],
    enabled: typed.startsWith("/") || typed.startsWith("~"),
    staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/directories?${new URLSearchParams({ typed })}`, { signal });
      return response.ok ? schema.parse(await response.json()).directories : [];
    },
    placeholderData: (before) => before,
  });
  return data ?? [];
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TrustView } from "@/lib/core/trust.ts";
import { fetchJson } from "../ui/fetch-json.ts";

/** Whether a directory is trusted, as the server finds it; nothing is asked for an empty path. */
export function useTrust(path: string) {
  return useQuery({
    queryKey: ["trust", path],
    queryFn: ({ signal }) => fetchJson<TrustView>(`/api/trust?${new URLSearchParams({ path })}`, signal),
    enabled: path !== "",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
}

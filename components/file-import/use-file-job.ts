"use client";
import { useQuery } from "@tanstack/react-query";
import type { FileJob } from "@/lib/core/file-job.ts";

const POLL_MS = 400;

/** Whether something still goes on. */
export const isWorking = ({ phase }: FileJob) => phase === "previewing" || phase === "importing";

/** How a file's import stands, asked for as long as it goes on. A read that fails is tried again. */
export function useFileJob(begun: FileJob): { job: FileJob; gone: boolean } {
  const { data, error } = useQuery<FileJob>({
    queryKey: ["file-job", begun.jobId, begun.phase],
    initialData: begun,
    enabled: isWorking(begun),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? POLL_MS : false),
    retry: 3,
    queryFn: async () => {
      const response = await fetch(`/api/import/file/${begun.jobId}`, { cache: "no-store" });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return (await response.json()) as FileJob;
    },
  });
  return { job: data, gone: error !== null };
}

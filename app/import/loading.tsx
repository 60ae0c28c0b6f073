import { PageSkeleton } from "@/components/ui/loading.tsx";

export default function Loading() {
  return <PageSkeleton label="Loading the history" />;
}

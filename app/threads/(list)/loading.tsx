import { ThreadsSkeleton } from "@/components/threads/threads-skeleton.tsx";

export default function Loading() {
  return <ThreadsSkeleton />;
}

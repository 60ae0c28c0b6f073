import { ThreadSkeleton } from "@/components/messages/thread-skeleton.tsx";

export default function Loading() {
  return <ThreadSkeleton />;
}

import { CompareSkeleton } from "@/components/compare/compare-skeleton.tsx";

export default function Loading() {
  return <CompareSkeleton />;
}

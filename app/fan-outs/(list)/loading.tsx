import { FanOutsSkeleton } from "@/components/fan-out/fan-outs-skeleton.tsx";

export default function Loading() {
  return <FanOutsSkeleton />;
}

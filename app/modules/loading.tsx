import { ModulesSkeleton } from "@/components/modules/modules-skeleton.tsx";

export default function Loading() {
  return <ModulesSkeleton />;
}

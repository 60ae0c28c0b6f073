"use client";
import { ErrorView } from "@/components/ui/error-view.tsx";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorView error={error} retry={retry} />;
}

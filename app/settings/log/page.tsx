import type { Metadata } from "next";
import { connection } from "next/server";
import { readOrRefusal } from "@/app/refusal.ts";
import { LogScreen } from "@/components/log/log-screen.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { AUDIT_EVENTS } from "@/lib/core/audit.ts";
import { readAudit } from "@/lib/queries/read-audit.ts";

export const metadata: Metadata = { title: "Log" };

interface LogPageProps {
  searchParams: Promise<{ event?: string | string[]; before?: string | string[] }>;
}

export default async function LogPage({ searchParams }: LogPageProps) {
  await connection();
  const said = await searchParams;
  const event = AUDIT_EVENTS.find((known) => known === said.event);
  const before = /^\d{1,15}$/.test(String(said.before)) ? Number(said.before) : undefined;
  const read = await readOrRefusal(readAudit({ event, before }));
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  return <LogScreen page={read.value} event={event ?? null} isFirst={before === undefined} />;
}

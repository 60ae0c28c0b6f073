import type { Metadata } from "next";
import { readOrRefusal } from "@/app/refusal.ts";
import { EventsScreen } from "@/components/events/events-screen.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { readEvents } from "@/lib/queries/read-events.ts";

interface EventsPageProps {
  params: Promise<{ threadId: string; messageId: string }>;
  searchParams: Promise<{ type?: string | string[]; from?: string | string[] }>;
}

export const metadata: Metadata = { title: "Raw events" };

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** An id as it stands in the address; other programs choose their own. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** "12345.67": a byte, and how many lines stand before it. Anything else is the beginning. */
function placeFrom(from: string | undefined): { offset: number; line: number } {
  const [, offset, line] = /^(\d{1,15})\.(\d{1,15})$/.exec(from ?? "") ?? [];
  return { offset: Number(offset ?? 0), line: Number(line ?? 0) };
}

export default async function EventsPage({ params, searchParams }: EventsPageProps) {
  const [ids, { type, from }] = await Promise.all([params, searchParams]);
  const address = {
    ...{ threadId: decoded(ids.threadId), messageId: decoded(ids.messageId) },
    ...{ type: first(type) || null, from: placeFrom(first(from)) },
  };
  const place = { ...address.from, type: address.type };
  const read = await readOrRefusal(readEvents(address.threadId, address.messageId, place));
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  return <EventsScreen events={read.value} address={address} />;
}

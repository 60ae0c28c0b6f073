"use client";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { HomeView, Run, ThreadPage } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { browserFeed } from "../live/browser-feed.ts";
import { fetchView } from "../live/fetch-view.ts";
import { followEndedRuns } from "../live/follow-ended-runs.ts";
import { threadTitle } from "../threads/thread-title.ts";
import { whenAsked } from "./asked.ts";
import { claimTelling } from "./claim-telling.ts";
import { useSharedHome } from "./live-home.tsx";
import { canOfferNotifying, notify, notifying, turnOnNotifying } from "./notifying.ts";
import { showToast, type ToastContent } from "./toasts.ts";

/** A tab that is shown says first that it has told; hidden ones wait for that, in milliseconds. */
const HIDDEN_WAIT_MS = 700;
const MOST_AFTERWARDS = 3;

/**
 * Tells of queries that end on another page than the one that is looked at: in a corner of the page, or by the browser
 * while no tab is shown. Now, the query's own thread and its fan-out show it by themselves.
 */
export function EndedQueries() {
  const { home } = useSharedHome();
  const router = useRouter();
  const pathname = usePathname();
  const latest = useRef({ home, pathname });
  useEffect(() => {
    latest.current = { home, pathname };
  });
  useEffect(() => {
    let afterwards: ToastContent[] = [];
    const onShown = () => {
      if (document.visibilityState === "hidden") return;
      for (const content of afterwards.slice(-MOST_AFTERWARDS)) showToast(content);
      afterwards = [];
    };
    const following = followEndedRuns({
      home: latest.current.home,
      subscribe: (subscriber) => browserFeed().subscribe(subscriber),
      readHome: () => fetchView<HomeView>("/api/home"),
      onEnded: async (run) => {
        const content = await contentFor(run);
        if (document.visibilityState !== "hidden") {
          void claimTelling(run.messageId);
          if (!isShownOn(latest.current.pathname, run)) showToast(content);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, HIDDEN_WAIT_MS));
        if (!(await claimTelling(run.messageId))) return;
        const onPress = () => router.push(hrefOf(run));
        const told = notify({ tag: run.messageId, title: content.title, words: content.words ?? "", onPress });
        if (!told) afterwards.push(content);
      },
    });
    const stopOffering = whenAsked(offerNotifying);
    document.addEventListener("visibilitychange", onShown);
    return () => {
      following.close();
      stopOffering();
      document.removeEventListener("visibilitychange", onShown);
    };
  }, [router]);
  return null;
}

const hrefOf = (run: Run) => `/threads/${encodeURIComponent(run.threadId)}#message-${run.messageId}`;

function isShownOn(pathname: string, run: Run): boolean {
  if (pathname.startsWith("/fan-outs/")) return document.getElementById(`message-${run.messageId}`) !== null;
  return pathname === "/" || pathname === `/threads/${encodeURIComponent(run.threadId)}`;
}

async function contentFor(run: Run): Promise<ToastContent> {
  const { module, threadId, failure } = run;
  const page = await fetchView<ThreadPage>(`/api/threads?${new URLSearchParams({ id: threadId })}`).catch(() => null);
  const [thread] = page?.threads ?? [];
  const title = thread ? threadTitle(thread) : null;
  if (failure === null)
    return { tone: "live", title: `${visibleText(module)} answered`, words: title ?? "", href: hrefOf(run) };
  const words = title === null ? failure.message : `${failure.message} ${title}`;
  return { tone: "danger", title: `${visibleText(module)} could not answer`, words, href: hrefOf(run) };
}

/** After the first question that was asked here. The browser's own question comes only after a press. */
function offerNotifying(): void {
  if (!canOfferNotifying()) return;
  // Once: whoever lets it pass has said enough.
  notifying.set("off");
  showToast({
    tone: "info",
    title: "Should this browser tell you when an answer is there?",
    words: "Only while Switchboard is hidden. It can be changed in Settings.",
    actions: [
      { words: "Tell me", run: () => void turnOnNotifying() },
      { words: "No", run: () => {} },
    ],
  });
}

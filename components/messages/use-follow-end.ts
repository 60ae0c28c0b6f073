"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** So near to the end counts as at the end, in pixels. */
const NEAR = 48;

const distance = () => {
  const page = document.documentElement;
  return page.scrollHeight - page.clientHeight - page.scrollTop;
};

const endsBelow = (content: HTMLElement | null) => {
  const last = [...(content?.querySelectorAll("article") ?? [])].at(-1);
  return last !== undefined && last.getBoundingClientRect().bottom > window.innerHeight;
};

/**
 * Keeps the end of the page in view while the content grows, for as long as the reader is there. Whoever scrolls up is
 * left where they are; `behind` says that the last message goes on below what they see.
 */
export function useFollowEnd(content: RefObject<HTMLElement | null>, growing: boolean) {
  const following = useRef(false);
  const lastTop = useRef(0);
  const [behind, setBehind] = useState(false);

  useEffect(() => {
    const look = () => {
      const top = document.documentElement.scrollTop;
      const near = distance() < NEAR;
      if (near) following.current = true;
      else if (top < lastTop.current) following.current = false;
      lastTop.current = top;
      setBehind(!following.current && endsBelow(content.current));
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, [content]);

  useEffect(() => {
    const element = content.current;
    if (!element || !growing) return;
    const observer = new ResizeObserver(() => {
      if (following.current) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
      setBehind(!following.current && endsBelow(element));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [content, growing]);

  const toEnd = useCallback(() => {
    following.current = true;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: calm ? "instant" : "smooth" });
  }, []);

  return { behind, toEnd };
}

import { messageAnchor } from "./message-words.ts";

/**
 * Brings a thread's page to where it opens while it is being read in, long before the page's own scripts run: to the
 * message that the address names, else to the end of a long thread. useThreadPlace does the same afterwards, exactly. A page
 * that is come back to, whose place was kept, is left to that. Once more when the rest of the page is there, unless the
 * reader has scrolled meanwhile; where it went is left in `threadOpened`, so that useThreadPlace sees the same.
 */
export const OPENING_SCRIPT = `(()=>{const opens=document.currentScript.dataset.opens;let gone=null;const named=()=>{try{return decodeURIComponent(location.hash.slice(1))}catch{return""}};const go=()=>{if(history.state?.threadEntry)return;if(gone!==null){if(Math.abs(scrollY-gone)>1)return}const at=new URLSearchParams(location.search).get("at");const there=document.getElementById(named()||${JSON.stringify(messageAnchor(""))}+at);if(there)there.scrollIntoView({behavior:"instant"});else if(opens==="end")scrollTo({top:document.documentElement.scrollHeight,behavior:"instant"});gone=scrollY;window.threadOpened={at:gone,height:document.documentElement.scrollHeight}};go();document.addEventListener("DOMContentLoaded",go)})()`;

declare global {
  interface Window {
    /** How far down the opening script has scrolled, and how long the page was then; gone once that was looked at. */
    threadOpened?: { at: number; height: number };
  }
}

/** Whether the reader has scrolled since the opening script brought the page to its place; told once. */
export function hasScrolledSinceOpening(): boolean {
  const opened = window.threadOpened;
  delete window.threadOpened;
  // A page that got another length was moved by that: a font that came late, say.
  if (opened === undefined || opened.height !== document.documentElement.scrollHeight) return false;
  return Math.abs(window.scrollY - opened.at) > 1;
}

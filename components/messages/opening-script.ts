import { messageAnchor } from "./message-words.ts";

/**
 * Brings a thread's page to where it opens while it is being read in, long before the page's own scripts run: to the
 * message that the address names, else to the end of a long thread. useThreadPlace does the same afterwards, exactly. A page
 * that is come back to, whose place was kept, is left to that. Once more when the rest of the page is there, unless the
 * reader has scrolled meanwhile.
 */
export const OPENING_SCRIPT = `(()=>{const opens=document.currentScript.dataset.opens;let gone=null;const named=()=>{try{return decodeURIComponent(location.hash.slice(1))}catch{return""}};const go=()=>{if(history.state?.threadEntry)return;if(gone!==null){if(Math.abs(scrollY-gone)>1)return}const at=new URLSearchParams(location.search).get("at");const there=document.getElementById(named()||${JSON.stringify(messageAnchor(""))}+at);if(there)there.scrollIntoView({behavior:"instant"});else if(opens==="end")scrollTo({top:document.documentElement.scrollHeight,behavior:"instant"});gone=scrollY};go();document.addEventListener("DOMContentLoaded",go)})()`;

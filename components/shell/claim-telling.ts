const KEY = "switchboard:told";
const KEPT = 50;

/**
 * Claims to be the one who tells of something, among all tabs of the browser: the first one does, once.
 * @returns whether this tab is the one
 */
export async function claimTelling(what: string): Promise<boolean> {
  if (!("locks" in navigator)) return claim(what);
  return navigator.locks.request(KEY, () => claim(what));
}

function claim(what: string): boolean {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    const known = Array.isArray(told) ? told.filter((each) => typeof each === "string") : [];
    if (known.includes(what)) return false;
    localStorage.setItem(KEY, JSON.stringify([...known.slice(1 - KEPT), what]));
    return true;
  } catch {
    return true; // Where nothing can be kept, twice is better than never.
  }
}

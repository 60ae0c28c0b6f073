import { keptChoice } from "../ui/kept-choice.ts";

/** Whether this browser tells when a query ends while no tab of Switchboard is shown. "unasked": nobody has said. */
export const notifying = keptChoice({
  key: "switchboard:notify",
  choices: ["unasked", "on", "off"],
  usual: "unasked",
});

/** What the browser lets us do. It is asked for only by turnOnNotifying, which belongs to a press. */
export type Permission = NotificationPermission | "unsupported";

export function permission(): Permission {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}

/** Asks the browser for the permission, which a press has to begin. @returns what it said */
export async function turnOnNotifying(): Promise<Permission> {
  if (permission() === "unsupported") return "unsupported";
  const answer = await Notification.requestPermission();
  // Whoever dismisses the browser's question has not said no.
  if (answer !== "default") notifying.set(answer === "granted" ? "on" : "off");
  return answer;
}

/** Whether notifications are to be offered: the browser can, and nobody was asked yet. */
export function canOfferNotifying(): boolean {
  return notifying.get() === "unasked" && permission() === "default";
}

export interface Notified {
  /** Another notification of the same name takes its place. */
  tag: string;
  title: string;
  words: string;
  onPress: () => void;
}

/** Shows a notification of the browser, where that is wanted and allowed. @returns whether it was shown */
export function notify({ tag, title, words, onPress }: Notified): boolean {
  if (notifying.get() !== "on" || permission() !== "granted") return false;
  try {
    const shown = new Notification(title, { body: words, tag, icon: "/icon.svg" });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onPress();
    };
    return true;
  } catch (error) {
    // Some browsers of phones let only a service worker do this; what ended is told when the page is shown again.
    console.warn("The browser did not show a notification.", error);
    return false;
  }
}

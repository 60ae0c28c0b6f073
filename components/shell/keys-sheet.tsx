"use client";
import { X } from "lucide-react";
import { Fragment } from "react";
import { KEY_SCOPES, type KeyScope, keyCaps, SHORTCUTS, type Shortcut, shortcutsOf } from "../keys/shortcuts.ts";
import { useIsMac } from "../keys/use-is-mac.ts";
import { useListenedFor } from "../keys/use-shortcuts.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Modal } from "../ui/modal.tsx";

/** Lists every key of the product; first those of the page that is open. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const listened = useListenedFor();
  const isMac = useIsMac();
  const here = new Set<KeyScope>([...listened].map((id) => SHORTCUTS[id].scope));
  const scopes = (Object.keys(KEY_SCOPES) as KeyScope[])
    .filter((scope) => shortcutsOf(scope).length > 0)
    .sort((a, b) => rank(a, here) - rank(b, here));
  return (
    <Modal
      label="Keys"
      onClose={onClose}
      className="m-auto max-h-[85dvh] w-[min(48rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line-strong bg-surface p-5 text-ink shadow-lg backdrop:bg-black/40"
    >
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="font-semibold text-title">Keys</h2>
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="gap-8 sm:columns-2">
        {scopes.map((scope) => (
          <section key={scope} aria-labelledby={`keys-${scope}`} className="mb-5 break-inside-avoid">
            <h3 id={`keys-${scope}`} className="mb-1 flex items-baseline gap-2 font-semibold text-small">
              {KEY_SCOPES[scope]}
              {scope !== "everywhere" && here.has(scope) ? (
                <span className="font-normal text-fine text-live">on this page</span>
              ) : null}
            </h3>
            <dl className="border-line border-t">
              {shortcutsOf(scope).map((shortcut) => (
                <Row key={shortcut.words} shortcut={shortcut} isMac={isMac} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="mt-2 text-fine text-ink-faint">
        Letters act while nothing is being typed and no dialog is open. Two keys are pressed one after the other.
      </p>
    </Modal>
  );
}

/** What the page has comes first, then what acts everywhere. */
function rank(scope: KeyScope, here: ReadonlySet<KeyScope>): number {
  if (scope === "everywhere") return 1;
  return here.has(scope) ? 0 : 2;
}

function Row({ shortcut: { keys, words }, isMac }: { shortcut: Shortcut; isMac: boolean }) {
  return (
    <div className="flex items-center justify-between gap-4 border-line border-b py-1 text-small">
      <dt className="min-w-0 text-ink-muted">{words}</dt>
      <dd className="flex shrink-0 items-center gap-1.5">
        {keys.map((key, at) => (
          <Fragment key={key}>
            {at > 0 ? <span className="text-fine text-ink-faint">or</span> : null}
            <span className="flex gap-0.5">
              {keyCaps(key, isMac).map((cap) => (
                <Kbd key={cap}>{cap}</Kbd>
              ))}
            </span>
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

"use client";
import { Button } from "./button.tsx";

interface Told {
  message: string | null;
  digest: string | null;
}

/** What an error says of itself. An error of the server carries a number that the log repeats, and no words to show. */
function told(error: unknown): Told {
  if (!(error instanceof Error)) return { message: null, digest: null };
  const digest = "digest" in error && typeof error.digest === "string" ? error.digest : null;
  return { message: digest === null ? error.message : null, digest };
}

export interface ErrorViewProps {
  error: unknown;
  retry: () => void;
}

/** Stands where a page could not be made: what happened, why as far as is known, and what to do. */
export function ErrorView({ error, retry }: ErrorViewProps) {
  const { message, digest } = told(error);
  return (
    <div role="alert" className="grid max-w-prose gap-2">
      <h1 className="font-semibold text-title">This page could not be made.</h1>
      <p className="text-body text-ink-muted">
        Nothing that was kept is lost, and answers that are being written go on. Try again; if it stays so, the terminal
        in which Switchboard runs says more.
      </p>
      {message ? (
        <pre className="overflow-x-auto whitespace-pre-wrap rounded-md border border-line bg-sunken px-3 py-2 font-mono text-fine">
          {message}
        </pre>
      ) : null}
      {digest ? (
        <p className="text-fine text-ink-faint">
          In the log: <code className="font-mono">{digest}</code>
        </p>
      ) : null}
      <div className="mt-2 flex gap-2">
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
        <Button onClick={() => window.location.assign("/")}>Now</Button>
      </div>
    </div>
  );
}

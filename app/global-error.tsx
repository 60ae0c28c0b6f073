"use client";
import { ErrorView } from "@/components/ui/error-view.tsx";
import "./globals.css";

/** Stands in for the whole page when even the shell could not be made. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Switchboard</title>
      </head>
      <body>
        <main className="page-width pt-8">
          <ErrorView error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}

import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { APPEARANCE_SCRIPT } from "@/components/shell/appearance.ts";
import { EndedQueries } from "@/components/shell/ended-queries.tsx";
import { LiveHomeProvider } from "@/components/shell/live-home.tsx";
import { Shell } from "@/components/shell/shell.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { readEnvironment, readHome } from "@/lib/queries/reads.ts";
import { stopQueryAction } from "./actions.ts";
import { readNonce } from "./nonce.ts";
import { Providers } from "./providers.tsx";
import { readOrRefusal } from "./refusal.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Switchboard", template: "%s · Switchboard" },
  description: "Software modules ask each other questions through Claude Code.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#111317" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const [environment, home, nonce] = await Promise.all([readEnvironment(), readOrRefusal(readHome()), readNonce()]);
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Browsers hide a nonce once they have read it: what React finds there differs. */}
        <script nonce={nonce} suppressHydrationWarning>
          {APPEARANCE_SCRIPT}
        </script>
      </head>
      <body>
        <Providers nonce={nonce}>
          {home.status === "read" ? (
            <LiveHomeProvider initial={home.value}>
              <Shell environment={environment} stopQuery={stopQueryAction}>
                {children}
              </Shell>
              <EndedQueries />
            </LiveHomeProvider>
          ) : (
            <Shell environment={environment} stopQuery={stopQueryAction}>
              <RefusalNotice refusal={home} />
            </Shell>
          )}
        </Providers>
      </body>
    </html>
  );
}

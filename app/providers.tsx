"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";

/** The theme script has to run only while the server's HTML is read; rendered again in the browser it is inert. */
const themeScript = typeof window === "undefined" ? undefined : { type: "application/json" };

/** @param nonce of the page as it was opened: a later answer brings another, which this page does not accept */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [first] = useState(nonce);
  const [queryClient] = useState(() => new QueryClient());
  return (
    <ThemeProvider attribute="class" enableSystem disableTransitionOnChange nonce={first} scriptProps={themeScript}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </ThemeProvider>
  );
}

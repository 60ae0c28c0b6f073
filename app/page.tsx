import type { Metadata } from "next";
import { AskPanel } from "@/components/home/ask-panel.tsx";
import { HomeBoard } from "@/components/home/home-board.tsx";
import { HomeImport } from "@/components/home/home-import.tsx";
import { HomeLayout } from "@/components/home/home-layout.tsx";
import { readHomeImport } from "@/lib/queries/read-imports.ts";
import { readEnvironment } from "@/lib/queries/reads.ts";
import { askModuleAction, stopQueryAction } from "./actions.ts";
import { cancelImportAction, declineImportAction, setFollowingAction, startImportAction } from "./import-actions.ts";
import { readOrRefusal } from "./refusal.ts";

export const metadata: Metadata = { title: "Now" };

export default async function HomePage() {
  const [{ cli }, imports] = await Promise.all([readEnvironment(), readOrRefusal(readHomeImport())]);
  const offBecause = cli.state === "ok" ? null : "Asking is off: Claude Code can't be run.";
  return (
    <HomeLayout
      ask={<AskPanel askModule={askModuleAction} offBecause={offBecause} />}
      board={<HomeBoard stopQuery={stopQueryAction} />}
      history={
        imports.status === "read" && imports.value ? (
          <HomeImport
            initial={imports.value}
            actions={{
              startImport: startImportAction,
              cancelImport: cancelImportAction,
              declineImport: declineImportAction,
              setFollowing: setFollowingAction,
            }}
          />
        ) : null
      }
    />
  );
}

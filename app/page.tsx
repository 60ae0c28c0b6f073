import { AskPanel } from "@/components/home/ask-panel.tsx";
import { HomeBoard } from "@/components/home/home-board.tsx";
import { HomeLayout } from "@/components/home/home-layout.tsx";
import { readEnvironment } from "@/lib/queries/reads.ts";
import { askModuleAction, stopQueryAction } from "./actions.ts";

export default async function HomePage() {
  const { cli } = await readEnvironment();
  const offBecause = cli.state === "ok" ? null : "Asking is off: Claude Code can't be run.";
  return (
    <HomeLayout
      ask={<AskPanel askModule={askModuleAction} offBecause={offBecause} />}
      board={<HomeBoard stopQuery={stopQueryAction} />}
    />
  );
}

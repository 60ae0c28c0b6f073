import type { Metadata } from "next";
import { AskPanel } from "@/components/home/ask-panel.tsx";
import { HomeBoard } from "@/components/home/home-board.tsx";
import { HomeImport } from "@/components/home/home-import.tsx";
import { HomeLayout } from "@/components/home/home-layout.tsx";
import { readAskTarget } from "@/lib/queries/ask-target.ts";
import { readHomeImport } from "@/lib/queries/read-imports.ts";
import { readEnvironment } from "@/lib/queries/reads.ts";
import { readTemplates } from "@/lib/queries/templates.ts";
import {
  askModuleAction,
  deleteTemplateAction,
  renameTemplateAction,
  saveTemplateAction,
  stopQueryAction,
} from "./actions.ts";
import { cancelImportAction, declineImportAction, setFollowingAction, startImportAction } from "./import-actions.ts";
import { trustDirectoryAction, withdrawTrustAction } from "./modules/trust-actions.ts";
import { readOrRefusal } from "./refusal.ts";

export const metadata: Metadata = { title: "Now" };

interface HomePageProps {
  searchParams: Promise<{ module?: string | string[]; path?: string | string[] }>;
}

const templateActions = {
  saveTemplate: saveTemplateAction,
  renameTemplate: renameTemplateAction,
  deleteTemplate: deleteTemplateAction,
};

const trustActions = { trust: trustDirectoryAction, withdraw: withdrawTrustAction };

export default async function HomePage({ searchParams }: HomePageProps) {
  // Before anything is read: this page is drawn for a request, not while it is built.
  const target = await searchParams;
  const [{ cli }, imports, templates, prefill] = await Promise.all([
    readEnvironment(),
    readOrRefusal(readHomeImport()),
    readTemplates(),
    readAskTarget(target),
  ]);
  const offBecause = cli.state === "ok" ? null : "Asking is off: Claude Code can't be run.";
  return (
    <HomeLayout
      ask={
        // Another address is another form: what the one before was filled with is no more wanted.
        <AskPanel
          key={`${prefill.name} ${prefill.path}`}
          askModule={askModuleAction}
          {...{ offBecause, prefill, templates, templateActions, trustActions }}
        />
      }
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

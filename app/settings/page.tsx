import type { Metadata } from "next";
import { connection } from "next/server";
import { FollowingPart } from "@/components/settings/following-part.tsx";
import { KeptList } from "@/components/settings/kept-list.tsx";
import { SettingsScreen } from "@/components/settings/settings-screen.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { exactWords } from "@/components/ui/time-words.ts";
import { readTrusted } from "@/lib/queries/read-audit.ts";
import { readImports } from "@/lib/queries/read-imports.ts";
import { readSavedSearches } from "@/lib/queries/search-reads.ts";
import { readSettings } from "@/lib/queries/settings-reads.ts";
import { readTemplates } from "@/lib/queries/templates.ts";
import { deleteSearchAction, deleteTemplateAction } from "../actions.ts";
import { setFollowingAction } from "../import-actions.ts";
import { withdrawTrustAction } from "../modules/trust-actions.ts";
import { readOrRefusal } from "../refusal.ts";
import { mendAction, runDoctorAction } from "./doctor-actions.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  await connection();
  const reads = Promise.all([readSettings(), readImports(), readSavedSearches(), readTemplates(), readTrusted()]);
  const read = await readOrRefusal(reads);
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  const [groups, imports, searches, templates, trusted] = read.value;
  return (
    <SettingsScreen
      groups={groups}
      doctor={{ runDoctor: runDoctorAction, mend: mendAction }}
      following={<FollowingPart initial={imports} setFollowing={setFollowingAction} />}
      templates={
        <KeptList
          act="Delete the template"
          kept={templates.map(({ templateId, name, prompt }) => ({
            ...{ id: templateId, name, href: "/", words: prompt.slice(0, 200) },
          }))}
          none="None yet. A question can be kept as a template where it is asked."
          forget={deleteTemplateAction}
        />
      }
      trusted={
        <KeptList
          act="Withdraw trust in"
          kept={trusted.map(({ path, trustedAt }) => ({
            ...{ id: path, name: path, href: `/?path=${encodeURIComponent(path)}` },
            words: `since ${exactWords(trustedAt)}`,
          }))}
          none="None yet. A directory is trusted where it is asked, or on its module's page."
          forget={withdrawTrustAction}
        />
      }
      searches={
        <KeptList
          act="Delete the saved search"
          kept={searches.map(({ searchId, name, address }) => ({
            ...{ id: searchId, name, href: `/search?${address}`, words: new URLSearchParams(address).get("q") ?? "" },
          }))}
          none="None yet. A search can be kept on the search page."
          forget={deleteSearchAction}
        />
      }
    />
  );
}

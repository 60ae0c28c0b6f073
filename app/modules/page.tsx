import type { Metadata } from "next";
import { AddScreen } from "@/components/modules/add-screen.tsx";
import { ModulesScreen } from "@/components/modules/modules-screen.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { moduleAddress } from "@/lib/core/module-address.ts";
import { readModules } from "@/lib/queries/modules.ts";
import { readHistoryOffered } from "@/lib/queries/modules-found.ts";
import { readOrRefusal } from "../refusal.ts";
import { addModulesAction, lookAtDirectoryAction } from "./module-actions.ts";
import { LookedAt } from "./module-health.tsx";

export const metadata: Metadata = { title: "Modules" };

interface ModulesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ModulesPage({ searchParams }: ModulesPageProps) {
  const params = await searchParams;
  if (params.add !== undefined) {
    const actions = { addModules: addModulesAction, lookAtDirectory: lookAtDirectoryAction };
    return <AddScreen actions={actions} {...(await readHistoryOffered())} />;
  }
  const address = moduleAddress((name) => [params[name]].flat()[0]);
  const read = await readOrRefusal(readModules(address));
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  return <ModulesScreen address={address} list={read.value} healthOf={(path) => <LookedAt path={path} />} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, Suspense } from "react";
import { readOrRefusal } from "@/app/refusal.ts";
import { ClaudeMdPanel } from "@/components/modules/claude-md-panel.tsx";
import { HealthList, HealthListSkeleton } from "@/components/modules/health-list.tsx";
import { ModuleScreen } from "@/components/modules/module-screen.tsx";
import { OwnWordsPanel } from "@/components/modules/own-words-panel.tsx";
import { SpendPlot } from "@/components/modules/spend-plot.tsx";
import { TrustPanel } from "@/components/trust/trust-panel.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import type { Module } from "@/lib/core/message.ts";
import { readClaudeMd, readModuleHealth } from "@/lib/queries/module-health.ts";
import { readModule, readModuleSpend } from "@/lib/queries/modules.ts";
import { readOwnWords } from "@/lib/queries/own-words.ts";
import { readEnvironment } from "@/lib/queries/reads.ts";
import { readTrust } from "@/lib/queries/trust.ts";
import { changeModuleAction, removeModuleAction, renameModuleAction, takeOwnWordsAction } from "../module-actions.ts";
import { trustDirectoryAction, withdrawTrustAction } from "../trust-actions.ts";

interface ModulePageProps {
  params: Promise<{ name: string }>;
}

const actions = {
  changeModule: changeModuleAction,
  renameModule: renameModuleAction,
  removeModule: removeModuleAction,
  takeOwnWords: takeOwnWordsAction,
};

const trustActions = { trust: trustDirectoryAction, withdraw: withdrawTrustAction };

/** The same read for the title and the page. The name comes as it stands in the address. */
const readPage = cache(async (address: string) => readOrRefusal(readModule(decoded(address))));

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // no address that we made: there is no module of this name
  }
}

export async function generateMetadata({ params }: ModulePageProps): Promise<Metadata> {
  const read = await readPage((await params).name);
  return { title: read.status === "read" ? (read.value?.module.name ?? "No such module") : "Modules" };
}

export default async function ModulePage({ params }: ModulePageProps) {
  const read = await readPage((await params).name);
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  if (read.value === null) notFound();
  const { name, path } = read.value.module;
  return (
    <ModuleScreen
      // A module of another name is another page: what is open or typed belongs to this one.
      key={name}
      view={read.value}
      actions={actions}
      health={
        <Suspense fallback={<HealthListSkeleton />}>
          <Health path={path} />
        </Suspense>
      }
      claudeMd={
        <Suspense>
          <ClaudeMd path={path} />
        </Suspense>
      }
      trust={
        <Suspense>
          <Trust path={path} />
        </Suspense>
      }
      ownWords={<OwnWords module={read.value.module} />}
      spend={
        <Suspense>
          <Spend name={name} />
        </Suspense>
      }
    />
  );
}

async function Health({ path }: { path: string }) {
  const [health, { cli }] = await Promise.all([readModuleHealth(path), readEnvironment()]);
  return <HealthList health={health} cli={cli} />;
}

/** Nothing where the directory is gone, which its health tells. */
async function Trust({ path }: { path: string }) {
  const read = await readOrRefusal(readTrust(path));
  return read.status === "refused" ? null : <TrustPanel view={read.value} actions={trustActions} />;
}

async function ClaudeMd({ path }: { path: string }) {
  const file = await readClaudeMd(path);
  return file === null ? null : <ClaudeMdPanel file={file} />;
}

/** Nothing while its own file proposes nothing. */
function OwnWords({ module }: { module: Module }) {
  const words = readOwnWords(module);
  if (words.state === "refused") {
    return <RefusalNotice refusal={{ ...words, status: "refused", code: "file-not-importable", field: null }} />;
  }
  if (words.state === "none" || words.changes.length === 0) return null;
  return (
    <OwnWordsPanel
      {...{ name: module.name, changes: words.changes, digest: words.digest }}
      takeOwnWords={actions.takeOwnWords}
    />
  );
}

async function Spend({ name }: { name: string }) {
  return <SpendPlot name={name} spend={await readModuleSpend(name)} />;
}

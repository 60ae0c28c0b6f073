import type { Metadata } from "next";
import { ImportReport } from "@/components/import/import-report.tsx";
import { ImportScreen } from "@/components/import/import-screen.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { readImportReport } from "@/lib/queries/import-report.ts";
import { readImports } from "@/lib/queries/read-imports.ts";
import { cancelImportAction, declineImportAction, setFollowingAction, startImportAction } from "../import-actions.ts";
import { readOrRefusal } from "../refusal.ts";

export const metadata: Metadata = { title: "Import" };

interface ImportPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function ImportPage({ searchParams }: ImportPageProps) {
  const params = await searchParams;
  const page = { kind: first(params.kind), page: Number(first(params.page) ?? 1) };
  const read = await readOrRefusal(Promise.all([readImports(), readImportReport(page)]));
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  const [imports, report] = read.value;
  return (
    <ImportScreen
      initial={imports}
      actions={{
        startImport: startImportAction,
        cancelImport: cancelImportAction,
        declineImport: declineImportAction,
        setFollowing: setFollowingAction,
      }}
    >
      {report.files > 0 || report.skipped.length > 0 || report.problems.total > 0 ? (
        <ImportReport report={report} root={imports.found.root} kind={page.kind ?? null} />
      ) : null}
    </ImportScreen>
  );
}

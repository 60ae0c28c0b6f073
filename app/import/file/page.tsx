import type { Metadata } from "next";
import { ImportFileScreen } from "@/components/file-import/import-file-screen.tsx";
import { cancelFileAction, importFileAction, previewFileAction } from "./file-actions.ts";

export const metadata: Metadata = { title: "Import a file" };

const actions = { previewFile: previewFileAction, importFile: importFileAction, cancelFile: cancelFileAction };

export default function ImportFilePage() {
  return <ImportFileScreen actions={actions} />;
}

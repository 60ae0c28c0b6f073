import type { ModuleToAdd } from "@/lib/core/module-settings.ts";
import type { AddedModules, FoundDirectory } from "@/lib/core/module-view.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

/** What the page of a module can do. */
export interface ModuleActions {
  /** @param fields the form's, as they were typed */
  changeModule: (name: string, fields: Record<string, string>) => Promise<Outcome>;
  renameModule: (from: string, to: string) => Promise<Outcome>;
  removeModule: (name: string) => Promise<Outcome>;
  /** Takes over what the module's own file proposes. @param digest of what was shown, to take its rights too; else null */
  takeOwnWords: (name: string, digest: string | null) => Promise<Outcome>;
}

/** What the page that adds modules can do. */
export interface AddActions {
  lookAtDirectory: (path: string) => Promise<{ status: "found"; directory: FoundDirectory } | Refusal>;
  addModules: (chosen: ModuleToAdd[]) => Promise<({ status: "added" } & AddedModules) | Refusal>;
}

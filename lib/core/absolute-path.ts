import { SwitchboardError } from "./failure.ts";

/** Refuses the path of a file that another program's directory would decide. @throws SwitchboardError input-invalid */
export function checkAbsolutePath(file: string): void {
  if (file.startsWith("/")) return;
  throw new SwitchboardError("input-invalid", "The path of the file doesn't begin with /.", {
    hint: "Write the whole path, as pwd and ls tell it.",
    field: "file",
  });
}

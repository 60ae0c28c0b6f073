import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../lib/core/failure.ts";

/**
 * Writes a file that is there whole or not at all: under a name of its own beside it, and then moved.
 * @param force writes over what is there
 * @throws SwitchboardError file-exists, before anything was read; file-unwritable
 */
export async function writeWholeFile(file: string, force: boolean, chunks: AsyncIterable<string>): Promise<void> {
  if (!force) refuseOverwriting(file);
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.partial`);
  try {
    const handle = await fs.promises.open(partial, "wx", 0o600);
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link is refused where a file is by now; a rename would put it away.
    if (force) fs.renameSync(partial, file);
    else fs.linkSync(partial, file);
  } catch (cause) {
    if (isCode(cause, "EEXIST")) refuseOverwriting(file, cause);
    throw isSystem(cause) ? unwritable(file, cause) : cause;
  } finally {
    fs.rmSync(partial, { force: true });
  }
}

function refuseOverwriting(file: string, cause?: unknown): void {
  if (cause === undefined && !fs.existsSync(file)) return;
  throw new SwitchboardError("file-exists", `${file} is there already: it was left as it is.`, {
    hint: "Name another file, or write over it with --force.",
    field: "output",
    cause,
  });
}

const isCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;
const isSystem = (error: unknown): error is Error => error instanceof Error && "syscall" in error;

function unwritable(file: string, cause: Error): SwitchboardError {
  return new SwitchboardError("file-unwritable", `${file} can't be written (${cause.message}).`, {
    hint: "Name a file in a directory that is there and that this user may write.",
    field: "output",
    cause,
  });
}

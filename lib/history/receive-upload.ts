import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../core/failure.ts";
import { fileName } from "../export/file-name.ts";
import { importDirectory } from "./copy-database.ts";

/** How large an upload may be; a larger file is named by its path instead. In bytes. */
export const LARGEST_UPLOAD = 2 * 1024 * 1024 * 1024;
/** What an earlier process left behind is deleted once it is this old, in milliseconds. */
const LEFT_BEHIND_MS = 24 * 3_600_000;

/**
 * Keeps a file that a browser sends, for the owner alone, until it is released.
 * @throws SwitchboardError file-too-large, disk-full, home-unwritable; nothing is left behind then
 */
export async function receiveUpload(
  home: string,
  name: string,
  body: AsyncIterable<Uint8Array>,
): Promise<{ file: string; release: () => void }> {
  deleteLeftBehind(home);
  const dir = importDirectory(home);
  const release = () => fs.rmSync(dir, { recursive: true, force: true });
  const file = path.join(
    dir,
    fileName(path.parse(name).name, path.extname(name).slice(1).replace(/\W/g, "") || "file"),
  );
  try {
    const handle = await fs.promises.open(file, "wx", 0o600);
    try {
      let bytes = 0;
      for await (const chunk of body) {
        bytes += chunk.length;
        if (bytes > LARGEST_UPLOAD) throw tooLarge(name);
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    return { file, release };
  } catch (cause) {
    release();
    throw isFull(cause) ? full(home, cause) : cause;
  }
}

function deleteLeftBehind(home: string): void {
  const all = path.join(home, "imports");
  if (!fs.existsSync(all)) return;
  for (const name of fs.readdirSync(all)) {
    const stat = fs.lstatSync(path.join(all, name), { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > LEFT_BEHIND_MS)
      fs.rmSync(path.join(all, name), { recursive: true, force: true });
  }
}

const isFull = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOSPC";

function tooLarge(name: string): SwitchboardError {
  return new SwitchboardError("file-too-large", `${name.slice(0, 80)} is larger than 2 GB.`, {
    hint: "Name its path instead: a file of this machine can be of any size.",
    field: "file",
  });
}

function full(home: string, cause: unknown): SwitchboardError {
  return new SwitchboardError("disk-full", `The disk of ${home} is full: the file was not kept.`, {
    hint: "Free some space, or name the path of the file instead.",
    field: "file",
    cause,
  });
}

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { OwnProgram, OwnSetup } from "../core/trust.ts";
import { gitPrograms } from "./own-git.ts";
import { lookThroughSettings } from "./own-settings.ts";
import { readSmall } from "./read-small.ts";

/** Found by running 2.1.197 in a directory where each of them leaves a sign; see own-setup.test.ts. */
const SETTINGS = ["settings.json", "settings.local.json"];
const MEMORY = ["CLAUDE.md", "CLAUDE.local.md", path.join(".claude", "CLAUDE.md")];
const FOLDERS = ["commands", "agents", "skills", "rules", "output-styles"];

/**
 * What the CLI would run and read of a directory: its own settings, the MCP servers and memory files of this directory and
 * all above it, and what its git repository runs. Nothing of it is run here.
 * @param directory the real path
 */
export function readOwnSetup(directory: string): OwnSetup {
  const setup: OwnSetup = { programs: [], others: [], odd: [], digest: "" };
  // All of what can run, for the digest: also settings that mean nothing to us may mean something to the CLI.
  const active: unknown[] = [];
  for (const name of SETTINGS) {
    const file = path.join(directory, ".claude", name);
    const json = readJson(file, setup, active);
    if (json === null) continue;
    const { programs, others, kept } = lookThroughSettings(json, file, name === "settings.local.json");
    setup.programs.push(...programs);
    setup.others.push(...others);
    active.push([file, kept]);
  }
  for (const at of [directory, ...directoriesAbove(directory)]) {
    const file = path.join(at, ".mcp.json");
    const json = readJson(file, setup, active);
    if (json !== null) {
      setup.programs.push(...serversOf(json, file));
      active.push([file, json]);
    }
    for (const name of MEMORY) addOther(setup, path.join(at, name), name);
  }
  for (const name of FOLDERS) addFolder(setup, path.join(directory, ".claude", name), name);
  const git = gitPrograms(directory);
  setup.programs.push(...git);
  active.push(git);
  setup.digest = createHash("sha256").update(JSON.stringify(active)).digest("hex");
  return setup;
}

function directoriesAbove(directory: string): string[] {
  const above = path.dirname(directory);
  return above === directory ? [] : [above, ...directoriesAbove(above)];
}

type Json = Record<string, unknown>;

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** null when the file isn't there, or can't be understood, which is told and counts for the digest. */
function readJson(file: string, setup: OwnSetup, active: unknown[]): Json | null {
  const read = readSmall(file);
  if (read.state === "missing") return null;
  if (read.state === "text") {
    try {
      const json: unknown = JSON.parse(read.text);
      if (isRecord(json)) return json;
    } catch {
      // told below, and the CLI may read it otherwise
    }
    setup.odd.push({ file, why: "is no JSON object" });
    active.push([file, read.text]);
    return null;
  }
  setup.odd.push({ file, why: read.why });
  active.push([file, read.why]);
  return null;
}

function serversOf(json: Json, file: string): OwnProgram[] {
  const servers = isRecord(json.mcpServers) ? json.mcpServers : {};
  return Object.entries(servers).map(([name, server]) => ({
    kind: "mcp-server",
    name,
    runs: serverWords(server),
    file,
  }));
}

function serverWords(server: unknown): string {
  if (!isRecord(server)) return JSON.stringify(server) ?? "";
  if (typeof server.url === "string") return server.url;
  const words = [server.command, ...(Array.isArray(server.args) ? server.args : [])];
  return words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join(" ");
}

function addOther(setup: OwnSetup, file: string, name: string): void {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size;
  if (size !== undefined)
    setup.others.push({ what: `${path.basename(name)}, ${size.toLocaleString("en")} bytes`, file });
}

function addFolder(setup: OwnSetup, folder: string, name: string): void {
  const isFolder = fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const count = isFolder ? fs.readdirSync(folder).length : 0;
  if (count > 0) setup.others.push({ what: `${count} in ${name}`, file: folder });
}

import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { writeSetting } from "../db/settings.ts";
import { applyOptions, readEnv } from "../env.ts";
import { forgetProcessWide } from "../process-wide.ts";
import { readSettings } from "./settings-reads.ts";

test("each setting tells where its value comes from", async () => {
  for (const name of ["SWITCHBOARD_DB", "SWITCHBOARD_PORT", "SWITCHBOARD_CLAUDE"]) vi.stubEnv(name, undefined);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    forgetProcessWide("options");
  });
  const { engine } = await fakeEngine(SHORT_ANSWER);
  applyOptions({ db: "/srv/switchboard.db" });
  const variables = {
    SWITCHBOARD_DB: "/srv/switchboard.db",
    SWITCHBOARD_MAX_RUNS: "9",
    SWITCHBOARD_PASS_ENV: "TOKEN, KEY",
  };
  const used = { ...engine, env: readEnv(variables), variables };
  const rowOf = async (name: string) =>
    (await readSettings(used)).flatMap(({ rows }) => rows).find((row) => row.name === name);
  expect(await rowOf("Database")).toMatchObject({ value: "/srv/switchboard.db", source: "option", option: "--db" });
  expect(await rowOf("Runs at once")).toMatchObject({
    value: "9",
    source: "environment",
    variable: "SWITCHBOARD_MAX_RUNS",
  });
  expect(await rowOf("Longest answer")).toMatchObject({ value: "6 h", source: "default" });
  expect(await rowOf("Variables passed to Claude Code")).toMatchObject({ value: "TOKEN, KEY" });
  expect(await rowOf("Following sessions")).toMatchObject({ value: "on", source: "default" });
  writeSetting(engine.store.db, "history-following", false);
  expect(await rowOf("Following sessions")).toMatchObject({ value: "off", source: "stored" });
});

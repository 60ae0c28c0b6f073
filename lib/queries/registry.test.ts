import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { moduleOfName } from "./modules.ts";
import { addOneModule } from "./modules-change.ts";
import { OWN_WORDS_FILE, readOwnWords, takeOwnWords } from "./own-words.ts";
import { exportRegistry, importRegistry } from "./registry.ts";

async function started() {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  const at = (name: string) => path.join(dir, "modules", name);
  for (const name of ["inventory", "shop"]) fs.mkdirSync(at(name), { recursive: true });
  const file = path.join(dir, "registry.yaml");
  const write = (text: string) => fs.writeFileSync(file, text);
  return { engine, dir, at, file, write };
}

const INVENTORY = `modules:
  - name: inventory
    path: modules/inventory
    description: What is in stock
    capabilities: [count crates, predict]
    data_types: [crates]
    system_prompt: |
      You know the stock.
      Be brief.
    model: sonnet
    profile: read
    asks: false
    limits: {turns: 9, budget_usd: 0.5, seconds: 60}
`;

test("a registry file makes its modules, and what is exported is imported again equal", async () => {
  const { engine, at, file, write } = await started();
  write(`${INVENTORY}  - name: shop\n    path: ${at("shop")}\n`);
  const preview = await importRegistry(file, { preview: true }, engine);
  expect(preview.map(({ name, state }) => [name, state])).toEqual([
    ["inventory", "new"],
    ["shop", "new"],
  ]);
  expect(moduleOfName(engine, "inventory")).toBeNull();
  await importRegistry(file, {}, engine);
  expect(moduleOfName(engine, "inventory")).toMatchObject({
    ...{ path: at("inventory"), description: "What is in stock", capabilities: ["count crates", "predict"] },
    ...{ dataTypes: ["crates"], systemPrompt: "You know the stock.\nBe brief.\n", model: "sonnet", profile: "read" },
    ...{ asks: false, maxTurns: 9, maxBudgetUsd: 0.5, maxSeconds: 60 },
  });
  const exported = await exportRegistry(engine);
  write(exported);
  const again = await importRegistry(file, {}, engine);
  expect(again.map(({ state }) => state)).toEqual(["equal", "equal"]);
  expect(await exportRegistry(engine)).toBe(exported);
});

test("rights that a file gives are taken only with a person's word, and what it leaves out stays", async () => {
  const { engine, at, file, write } = await started();
  await addOneModule({ path: at("shop"), name: "shop" }, engine);
  write("modules:\n  - {name: shop, path: modules/shop, profile: full, asks: true, description: Sells}\n");
  const [step] = await importRegistry(file, {}, engine);
  expect(step?.withheld.map(({ setting, to }) => [setting, to])).toEqual([
    ["profile", "full"],
    ["asks", true],
  ]);
  expect(moduleOfName(engine, "shop")).toMatchObject({ profile: null, asks: null, description: "Sells" });
  await importRegistry(file, { grant: true }, engine);
  expect(moduleOfName(engine, "shop")).toMatchObject({ profile: "full", asks: true });
  // Less than it has is no right that is given.
  write("modules:\n  - {name: shop, path: modules/shop, profile: edit, asks: false}\n");
  await importRegistry(file, {}, engine);
  expect(moduleOfName(engine, "shop")).toMatchObject({ profile: "edit", asks: false, description: "Sells" });
});

test("a right holds for the directory for which it was given: another one for such a module is withheld", async () => {
  const { engine, at, file, write } = await started();
  await addOneModule({ path: at("shop"), name: "shop" }, engine);
  const move = async (profile: string) => {
    write(`modules:\n  - {name: shop, path: modules/shop, profile: ${profile}}\n`);
    await importRegistry(file, { grant: true }, engine);
    write("modules:\n  - {name: shop, path: modules/inventory}\n");
    return (await importRegistry(file, {}, engine))[0]?.withheld.map(({ setting }) => setting);
  };
  expect(await move("full")).toEqual(["path"]);
  expect(moduleOfName(engine, "shop")?.path).toBe(at("shop"));
  expect(await move("read")).toEqual([]);
  expect(moduleOfName(engine, "shop")?.path).toBe(at("inventory"));
});

test("a module whose directory is not there is refused, and the others are taken", async () => {
  const { engine, file, write } = await started();
  write("modules:\n  - {name: gone, path: modules/gone}\n  - {name: shop, path: modules/shop}\n");
  const steps = await importRegistry(file, {}, engine);
  expect(steps.map(({ state }) => state)).toEqual(["refused", "new"]);
  expect(steps[0]?.message).toContain("modules/gone");
  expect(moduleOfName(engine, "shop")).not.toBeNull();
});

test.each([
  ["modules:\n  - name: a\n", /registry\.yaml, line 2: modules\.0\.path: /],
  ["modules:\n  - {name: a, path: b}\n  - name: b\n    path: c\n    profile: root\n", /line 5: modules\.1\.profile: /],
  ["modules:\n  - {name: a, path: b, argv: [x]}\n", /line 2: modules\.0: /],
  ["modules: [\n", /line 2: /],
  ["modules: !!js/function 'x'\n", /line 1: /],
  ["a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nmodules: [*b,*b,*b,*b,*b,*b]\n", /line 1: /],
])("a file that is not understood is refused with its line, and changes nothing: %j", async (text, words) => {
  const { engine, file, write } = await started();
  write(text);
  await expect(importRegistry(file, {}, engine)).rejects.toMatchObject({
    code: "file-not-importable",
    message: expect.stringMatching(words),
  });
  expect(moduleOfName(engine, "a")).toBeNull();
});

test("files that are missing, too long or none are refused", async () => {
  const { engine, dir, file, write } = await started();
  await expect(importRegistry(file, {}, engine)).rejects.toMatchObject({ code: "file-missing" });
  await expect(importRegistry(dir, {}, engine)).rejects.toMatchObject({ code: "file-unreadable" });
  write(`# ${"x".repeat(1024 * 1024)}`);
  await expect(importRegistry(file, {}, engine)).rejects.toMatchObject({ code: "file-too-large" });
});

test("whatever is said of a module comes back equal", async () => {
  const { engine, at, file, write } = await started();
  await addOneModule({ path: at("shop"), name: "shop" }, engine);
  const text = fc
    .string({ minLength: 1, maxLength: 60, unit: "grapheme" })
    .filter((one) => one.trim() === one && one !== "");
  await fc.assert(
    fc.asyncProperty(text, fc.array(text, { maxLength: 5 }), text, async (description, capabilities, system_prompt) => {
      const entry = { name: "shop", path: at("shop"), description, capabilities, system_prompt };
      write(JSON.stringify({ modules: [entry] }));
      await importRegistry(file, {}, engine);
      const exported = await exportRegistry(engine);
      write(exported);
      expect((await importRegistry(file, {}, engine))[0]).toMatchObject({ state: "equal", withheld: [] });
      expect(moduleOfName(engine, "shop")).toMatchObject({ description, capabilities, systemPrompt: system_prompt });
    }),
    { numRuns: 60 },
  );
});

test("what a module's own file proposes is shown, and taken without the rights that it asks for", async () => {
  const { engine, at } = await started();
  await addOneModule({ path: at("shop"), name: "shop" }, engine);
  const module = () => moduleOfName(engine, "shop") ?? expect.fail("no module");
  expect(readOwnWords(module())).toEqual({ state: "none" });
  fs.writeFileSync(
    path.join(at("shop"), OWN_WORDS_FILE),
    "description: Sells\nprofile: full\nasks: true\nlimits: {turns: 3}\n",
  );
  expect(readOwnWords(module())).toMatchObject({
    state: "read",
    changes: [
      { setting: "description", to: "Sells", grants: false },
      { setting: "profile", to: "full", grants: true },
      { setting: "asks", grants: true },
      { setting: "maxTurns", to: 3 },
    ],
  });
  const shown = readOwnWords(module());
  const digest = shown.state === "read" ? shown.digest : "";
  await takeOwnWords({ name: "shop" }, engine);
  expect(module()).toMatchObject({ description: "Sells", profile: null, asks: null, maxTurns: 3 });
  // What is left of the proposal is another one than was looked at.
  const grant = (seen: string) => takeOwnWords({ name: "shop", granted: { digest: seen } }, engine);
  await expect(grant(digest)).rejects.toMatchObject({ code: "file-changing" });
  expect(module()).toMatchObject({ profile: null, asks: null });
  const rest = readOwnWords(module());
  await grant(rest.state === "read" ? rest.digest : "");
  expect(module()).toMatchObject({ profile: "full", asks: true });
  expect(readOwnWords(module())).toMatchObject({ state: "read", changes: [] });
  fs.writeFileSync(path.join(at("shop"), OWN_WORDS_FILE), "path: /etc\n");
  expect(readOwnWords(module())).toMatchObject({ state: "refused", message: expect.stringContaining("line 1") });
  await expect(takeOwnWords({ name: "shop" }, engine)).rejects.toMatchObject({ code: "file-not-importable" });
});

test("a path in a file may begin in the home directory", async () => {
  const { engine, file, write } = await started();
  write("modules:\n  - {name: home, path: '~'}\n");
  expect((await importRegistry(file, { preview: true }, engine))[0]?.path).toBe(os.homedir());
});

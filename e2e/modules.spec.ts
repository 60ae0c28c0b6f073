import { mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "../lib/db/client.ts";
import { keepModule } from "../lib/db/modules.ts";
import { insertRun } from "../testing/runs-of-time.ts";
import { expect, test } from "./fixtures.ts";
import { addStanding, addThread } from "./standing-runs.ts";

/** Makes files below the worker's directory. @returns the real path of the first one's directory */
function files(dir: string, ...names: string[]): string {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), "ref: refs/heads/totals\n");
  }
  return realpathSync(path.dirname(path.join(dir, names[0] ?? "")));
}

/** A module with a thread and what it cost, and one whose directory is gone. */
test.beforeAll(({ dir, dashboard: _dashboard }) => {
  const db = openDatabase(path.join(dir, "switchboard.db"));
  const tallies = files(dir, "code/tallies/CLAUDE.md", "code/tallies/.git/HEAD");
  const lost = files(dir, "code/lost/x");
  keepModule(db, { name: "tallies", path: tallies }, true);
  keepModule(db, { name: "lost", path: lost }, false);
  rmSync(lost, { recursive: true });
  insertRun(db, { module: "tallies", startedAt: Date.now() / 1000 - 3_600, costUsd: 1.25 });
  const threadId = addThread(db.$client, "How are totals rounded?", "tallies");
  addStanding(db.$client, { threadId, module: "tallies", question: "How?", state: "ended", text: "Half up." });
  db.$client.close();
});

test("a directory is looked at, added, described and limited, and asked from its page", async ({ page, dir }) => {
  const parcels = files(dir, "new/parcels/README.md");
  await page.goto("/modules");
  await page.getByRole("link", { name: "Add modules" }).first().click();
  await page.getByLabel("Directory", { exact: true }).fill("/nowhere/at/all");
  await expect(page.getByText("There is no directory /nowhere/at/all.")).toBeVisible();
  await page.getByLabel("Directory", { exact: true }).fill(parcels);
  await expect(page.getByText("It will be called “parcels”.")).toBeVisible();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("1 module added")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "parcels" }).click();
  await expect(page.getByRole("heading", { name: "parcels", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Description").fill("Knows where each parcel is.");
  await page.getByLabel("Permissions").selectOption("Read only");
  await page.getByLabel("Most turns").fill("many");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "A turn limit is a whole number" })).toBeVisible();
  await expect(page.getByLabel("Most turns")).toBeFocused();
  await page.getByLabel("Most turns").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "How it is asked" })).toContainText("at most 5");
  await expect(page.getByRole("region", { name: "How it is asked" })).toContainText("Read only");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name", { exact: true }).fill("bookings");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.waitForURL("**/modules/bookings");
  await expect(page.getByRole("link", { name: "Ask", exact: true })).toHaveAttribute("href", "/?module=bookings");
});

test("the list tells how modules stand and what they cost, and is narrowed by words", async ({ page }) => {
  await page.goto("/modules");
  const row = page.getByRole("list", { name: "Modules" }).getByRole("listitem").filter({ hasText: "tallies" });
  await expect(row).toContainText("totals");
  await expect(row).toContainText("CLAUDE.md");
  await expect(row).toContainText("$1.25");
  await expect(page.getByText("Directory missing")).toBeVisible();
  await page.getByLabel("Words in the name, path or description").fill("code lost");
  await page.waitForURL(/words=code\+lost/);
  await expect(row).toHaveCount(0);
  await page.getByRole("link", { name: "lost" }).click();
  await expect(page.getByRole("region", { name: "Health" })).toContainText("give its new path under Edit");
});

test("a module with threads keeps its name, and is removed without them", async ({ page }) => {
  await page.goto("/modules/tallies");
  await expect(page.getByRole("list", { name: /^Spent each month/ }).getByRole("link")).toHaveCount(12);
  await expect(page.getByRole("region", { name: "Text of CLAUDE.md" })).toContainText("refs/heads/totals");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(page.getByText("It keeps the name “tallies”")).toBeVisible();
  await page.getByRole("button", { name: "Remove from the list" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 thread and their costs stay");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.waitForURL("**/modules");
  await expect(page.getByRole("list", { name: "Modules" })).not.toContainText("tallies");
  await page.goto("/threads?module=tallies");
  await expect(page.getByRole("link", { name: "How are totals rounded?" })).toBeVisible();
  await page.goto("/modules/tallies");
  await expect(page.getByRole("heading", { name: "There is no module of this name" })).toBeVisible();
});

test("projects found in a folder are chosen and added at once", async ({ page, dir }) => {
  const folder = path.dirname(files(dir, "found/api/package.json", "found/web/go.mod", "found/notes/x"));
  await page.goto("/modules?add=1");
  await page.getByLabel("Folder", { exact: true }).fill(folder);
  await page.getByRole("button", { name: "Look in this folder" }).click();
  const list = page.getByRole("list", { name: "Directories found" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await list.getByRole("checkbox", { name: /web/ }).uncheck();
  await page.getByRole("button", { name: "Add 1 module" }).click();
  await expect(page.getByText("1 module added")).toBeVisible();
  await expect(list.getByRole("link", { name: "Added as api" })).toHaveAttribute("href", "/modules/api");
  await expect(page.getByText("2 directories found, 1 not added yet.")).toBeVisible();
});

test("a name may have any signs: its page is found all the same", async ({ page, dir }) => {
  const db = openDatabase(path.join(dir, "switchboard.db"));
  keepModule(db, { name: "prices (a/b)", path: files(dir, "code/prices/CLAUDE.md") }, true);
  db.$client.close();
  await page.goto("/modules");
  await page.getByRole("main").getByRole("link", { name: "prices (a/b)" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "prices (a/b)" })).toBeVisible();
});

test("what a project says of itself is taken over by a press, and rights by one of their own", async ({
  page,
  dir,
}) => {
  const crates = files(dir, "own/crates/README.md");
  writeFileSync(
    path.join(crates, "switchboard.yaml"),
    "description: Knows the crates\nprofile: edit\nlimits: {turns: 7}\n",
  );
  const db = openDatabase(path.join(dir, "switchboard.db"));
  keepModule(db, { name: "crates", path: crates }, false);
  db.$client.close();
  await page.goto("/modules/crates");
  const proposal = page.getByRole("region", { name: "switchboard.yaml proposes" });
  await expect(proposal).toContainText("Knows the crates");
  await proposal.getByRole("button", { name: "Take over all but rights" }).click();
  const asked = page.getByRole("region", { name: "How it is asked" });
  await expect(asked).toContainText("at most 7");
  await expect(asked).toContainText("Read only");
  await proposal.getByRole("button", { name: "Grant the rights" }).click();
  await expect(proposal).toBeHidden();
  await expect(asked).toContainText("Edit");
});

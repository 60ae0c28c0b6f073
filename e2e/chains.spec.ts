import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect } from "./fixtures.ts";
import { withOwnDashboard } from "./own-dashboard.ts";

/** Three modules, of which the first may ask others. */
const test = withOwnDashboard("chains", (db, { dir }) => {
  const keep = db.prepare("INSERT INTO modules (name, path, created_at, asks) VALUES (?, ?, 1, ?)");
  const places = ["till", "stock", "orders"].map((name) => path.join(dir, "modules", name));
  for (const [at, place] of places.entries()) {
    mkdirSync(place, { recursive: true });
    keep.run(path.basename(place), place, at === 0 ? 1 : null);
  }
  return { till: String(places[0]) };
});

const asks = (module: string, question: string, say: string) =>
  `TOOL:mcp__switchboard__ask_module ${JSON.stringify({ module, question })} ;; SAY ${say}`;

test("a module asks a module that asks a module, and the page shows them as a tree while they answer", async ({
  page,
  api,
  filled,
}) => {
  const last = "SAY Orders have && HOLD chain-1 && MORE  three states.";
  await askOnHome(page, filled.till, asks("stock", asks("orders", last, "Orders have states."), "The stock knows."));
  const tree = answers(page).first().getByRole("list", { name: "Asked for this answer" });
  await expect(tree.getByRole("listitem")).toHaveCount(2, { timeout: 60_000 });
  await expect(tree.getByRole("link")).toHaveText(["stock", "orders"]);
  await expect(tree.getByText("Running")).toHaveCount(2);
  await expect(page.getByText("Orders have", { exact: true })).toBeVisible();
  await expect(page.getByText("till asks stock")).toBeVisible();
  await expect(page.getByText("stock asks orders")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  const now = await page.context().newPage();
  await now.goto("/");
  const cards = now.getByRole("region", { name: "Being answered now" });
  await expect(cards.getByRole("img", { name: "asks" })).toHaveCount(2);
  await expect(cards).toContainText("stockorders");
  await now.screenshot({ path: "test-results/journeys/chain-on-now.png" });
  api.release("chain-1");
  await expect(tree.getByText("Complete")).toHaveCount(2, { timeout: 60_000 });
  await expect(answers(page).first().getByText("The stock knows.", { exact: true })).toBeVisible();
  await expectStatus(page, "Complete");
  // The next question goes to the module that a person asked.
  await expect(page.locator("form select").first().locator("option:checked")).toHaveText("till");
});

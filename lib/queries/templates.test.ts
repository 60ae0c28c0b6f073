import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { forgetTemplate, keepTemplate, nameTemplate, readTemplates } from "./templates.ts";

test("a question is kept, renamed and forgotten; one name stands for one question", async () => {
  const { engine } = await fakeEngine(SHORT_ANSWER);
  const prompt = "Review this:\n\n@README.md";
  const { templateId } = await keepTemplate({ name: "Review", prompt }, engine);
  const other = await keepTemplate({ name: "Audit", prompt: "x" }, engine);
  expect((await readTemplates(engine)).map(({ name }) => name)).toEqual(["Audit", "Review"]);
  const taken = { code: "template-name-taken", field: "name" };
  await expect(keepTemplate({ name: "Review", prompt: "y" }, engine)).rejects.toMatchObject(taken);
  await expect(nameTemplate(other.templateId, "Review", engine)).rejects.toMatchObject(taken);
  await nameTemplate(templateId, "Review", engine); // as it is already
  await nameTemplate(templateId, "Careful review", engine);
  await forgetTemplate(other.templateId, engine);
  await forgetTemplate(other.templateId, engine);
  expect(await readTemplates(engine)).toMatchObject([{ templateId, name: "Careful review", prompt }]);
  await expect(nameTemplate(other.templateId, "Gone", engine)).rejects.toMatchObject({ code: "template-unknown" });
  await expect(keepTemplate({ name: "Empty", prompt: " \n" }, engine)).rejects.toMatchObject({ code: "prompt-empty" });
});

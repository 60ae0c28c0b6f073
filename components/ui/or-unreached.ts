import type { Refusal } from "./outcome.ts";

/**
 * What an action answered; or, when no answer came (the dashboard was stopped, or failed in a way it has no words for),
 * a refusal that says so. Without this the error would take the place of the whole page.
 */
export async function orUnreached<Answer>(answer: Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await answer;
  } catch (error) {
    console.error(error);
    return {
      status: "refused",
      code: "unreached",
      message: "Switchboard did not answer.",
      hint: "See whether it still runs in its terminal, then try again. Nothing was lost here.",
      field: null,
    };
  }
}

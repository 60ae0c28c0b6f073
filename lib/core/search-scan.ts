import { type FACTS, factWord, type SearchableMessage, searchDocument } from "./search-document.ts";
import { hasWanted, type SearchTerm } from "./search-expression.ts";

/** A fact that is wanted or not, with its alternatives. */
export interface FactCondition {
  fact: keyof typeof FACTS;
  values: readonly string[];
  excluded: boolean;
}

/**
 * Whether a message matches, found by reading it: for what is still being written, for searches of nothing but signs,
 * and to check the index against. Cuts texts into the same words as the index has.
 */
export function matchesMessage(
  groups: readonly SearchTerm[][],
  conditions: readonly FactCondition[],
  message: SearchableMessage,
): boolean {
  const document = searchDocument(message);
  const facts = new Set(document.facts.split(" "));
  const holds = conditions.every(
    ({ fact, values, excluded }) => values.some((value) => facts.has(factWord(fact, value))) !== excluded,
  );
  if (!holds) return false;
  if (groups.length === 0) return true;
  const texts = [document.text, document.facts].map((text) => ` ${text.toLowerCase().replace(/[^a-z0-9_~]+/g, " ")} `);
  const has = (term: SearchTerm) =>
    term.words.length === 0
      ? message.content.includes(term.text.trim()) // signs alone are looked for in what was said
      : texts.some((text) => text.includes(` ${term.words.join(" ")}${term.prefix ? "" : " "}`));
  const onlyExcluded = !hasWanted(groups);
  return groups.some((terms) => {
    const counts = onlyExcluded || terms.some((term) => !term.excluded);
    return counts && terms.every((term) => has(term) !== term.excluded);
  });
}

// For the server: reads what a page shows at first, so that the page needs no reader of Markdown to begin with.
import { drawnAtFirst, type ReadParts, sourceKey, sourceToRead, withPlainEnds } from "./markdown-nodes.ts";
import { readMarkdown, withoutPlaces } from "./read-markdown.ts";
import { MarkdownSplitter, withDefinitions } from "./split-blocks.ts";

export interface ShownMarkdown {
  text: string;
  /** Whether more text is on its way. */
  open: boolean;
}

/** What is read at most, in characters: the rest is read by the page. */
const MOST_READ = 300_000;

/** The parts of these texts that are drawn before anything is done with the page. */
export function readParts(texts: Iterable<ShownMarkdown>): ReadParts {
  const parts: Record<string, ReadParts[string]> = {};
  let left = MOST_READ;
  for (const { text, open } of texts) {
    for (const source of sourcesAtFirst(text, open)) {
      left -= source.length;
      if (left < 0) return parts;
      parts[sourceKey(source)] ??= withoutPlaces(readMarkdown(source));
    }
  }
  return parts;
}

function sourcesAtFirst(text: string, open: boolean): string[] {
  const { pages, definitions } = new MarkdownSplitter().split(withPlainEnds(text));
  const last = pages.length - 1;
  return pages.flatMap((page, at) =>
    drawnAtFirst(at, pages.length)
      ? page.flatMap(({ raw, code }, index) => {
          const growing = open && at === last && index === page.length - 1;
          return code ? [] : [sourceToRead(withDefinitions(raw, definitions), growing)];
        })
      : [],
  );
}

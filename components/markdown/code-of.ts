interface HastNode {
  type: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HastNode[];
}

/** The language and the text of a `pre` element. */
export function codeOf(pre: HastNode | undefined): { language: string | null; text: string } {
  const classes = pre?.children?.[0]?.properties?.className;
  const named = Array.isArray(classes) ? classes.find((one) => String(one).startsWith("language-")) : undefined;
  return { language: named ? String(named).slice("language-".length) : null, text: textOf(pre).replace(/\n$/, "") };
}

function textOf(node: HastNode | undefined): string {
  return node?.value ?? node?.children?.map(textOf).join("") ?? "";
}

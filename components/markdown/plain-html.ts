interface TreeNode {
  type: string;
  value?: string;
  children?: TreeNode[];
  data?: { hProperties: { className: string[] } };
}

/** Lines of HTML stay lines. */
const asLines = { hProperties: { className: ["whitespace-pre-wrap"] } };

/**
 * Shows HTML in Markdown as the text that it is: never read as HTML, and never lost either, because models write
 * `Promise<string>` without quotes too.
 */
export function plainHtml() {
  return (tree: TreeNode) => replaceHtml(tree);
}

const PHRASING_PARENTS = new Set(["paragraph", "heading", "emphasis", "strong", "delete", "link", "tableCell"]);

function replaceHtml(node: TreeNode): void {
  if (!node.children) return;
  node.children = node.children.map((child) => {
    if (child.type !== "html") return child;
    const text = { type: "text", value: child.value ?? "" };
    return PHRASING_PARENTS.has(node.type) ? text : { type: "paragraph", children: [text], data: asLines };
  });
  for (const child of node.children) replaceHtml(child);
}

import type { Nodes, Parents, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { escaped, escapedCode } from "./html-text.ts";

/** Longer texts stand as they were written: reading them as Markdown would take too long at a stretch. In characters. */
const LONGEST = 60_000;

/**
 * Markdown as inert HTML. Only elements that are listed here come out, and everything that was written is escaped: no
 * raw HTML, no image (its address stands in its place), and no link but to http, https and mailto.
 */
export function markdownHtml(text: string): string {
  if (text.trim() === "") return "";
  if (text.length > LONGEST) return `<pre class="plain">${escaped(text)}</pre>`;
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return nodeHtml(tree);
}

const PLAIN_ELEMENTS: Readonly<Record<string, string>> = {
  paragraph: "p",
  blockquote: "blockquote",
  emphasis: "em",
  strong: "strong",
  delete: "del",
};

function nodeHtml(node: Nodes): string {
  const element = PLAIN_ELEMENTS[node.type];
  if (element && "children" in node) return `<${element}>${inner(node)}</${element}>`;
  switch (node.type) {
    case "text":
      return escaped(node.value);
    case "inlineCode":
      return `<code>${escapedCode(node.value)}</code>`;
    case "code":
      return `<pre><code>${escapedCode(node.value)}</code></pre>`;
    case "html":
      return escaped(node.value);
    case "break":
      return "<br>";
    case "thematicBreak":
      return "<hr>";
    // Below the headings of the page and of the message.
    case "heading":
      return `<h${Math.min(6, node.depth + 2)}>${inner(node)}</h${Math.min(6, node.depth + 2)}>`;
    case "list":
      return node.ordered ? `<ol start="${Number(node.start ?? 1)}">${inner(node)}</ol>` : `<ul>${inner(node)}</ul>`;
    case "listItem": {
      const box = typeof node.checked === "boolean" ? `<span class="box">${node.checked ? "☑" : "☐"}</span> ` : "";
      return `<li>${box}${node.spread ? inner(node) : node.children.map(tightHtml).join("")}</li>`;
    }
    case "table":
      return tableHtml(node);
    default:
      return linkedHtml(node);
  }
}

/** In a list without blank lines between its items, a paragraph has no space around it. */
function tightHtml(node: Nodes): string {
  return node.type === "paragraph" ? inner(node) : nodeHtml(node);
}

/** What refers to something else. */
function linkedHtml(node: Nodes): string {
  switch (node.type) {
    case "link":
      return isHarmless(node.url)
        ? `<a href="${escaped(node.url)}" rel="noopener noreferrer">${inner(node)}</a>`
        : inner(node);
    case "image":
      return escaped(`[image: ${node.alt || "no words"}, ${shortAddress(node.url)}]`);
    case "imageReference":
      return escaped(`[image: ${node.alt || node.identifier}]`);
    case "footnoteReference":
      return `<sup>${escaped(node.label ?? node.identifier)}</sup>`;
    case "footnoteDefinition":
      return `<div class="note"><sup>${escaped(node.label ?? node.identifier)}</sup> ${inner(node)}</div>`;
    case "definition":
      return `<p>[${escaped(node.label ?? node.identifier)}]: ${escaped(node.url)}</p>`;
    default:
      return "children" in node ? inner(node) : "value" in node ? escaped(node.value) : "";
  }
}

function inner(node: Parents): string {
  return node.children.map(nodeHtml).join("");
}

function tableHtml({ children, align }: Table): string {
  const rows = children.map((row, at) => {
    const cell = at === 0 ? "th" : "td";
    const cells = row.children.map((content, column) => {
      const side = align?.[column];
      return `<${cell}${side ? ` class="${side}"` : ""}>${inner(content)}</${cell}>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="wide"><table>${rows.join("")}</table></div>`;
}

const isHarmless = (address: string) => /^(https?:\/\/|mailto:)/i.test(address);

/** An image within the text itself may be megabytes. */
const shortAddress = (address: string) => (address.length > 200 ? `${address.slice(0, 60)}…` : address);

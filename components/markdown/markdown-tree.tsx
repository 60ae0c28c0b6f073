import type {
  Definition,
  FootnoteDefinition,
  List,
  ListItem as ListItemNode,
  PhrasingContent,
  RootContent,
  Table,
} from "mdast";
import { Fragment, type ReactNode } from "react";
import { visibleProse, visibleText } from "@/lib/core/visible-text.ts";
import { CodeBlock } from "./code-block.tsx";
import { type MarkPattern, markedPieces } from "./mark-words.ts";
import {
  BulletList,
  Heading,
  ImageWords,
  InlineCode,
  ListItem,
  MarkdownLink,
  NumberedList,
  Paragraph,
  Quotation,
  Rule,
  safeUrl,
  TableCell,
  TableFrame,
  TaskMark,
} from "./markdown-elements.tsx";
import type { MarkdownNodes } from "./markdown-nodes.ts";

/** What the parts of a text need of all of it. */
interface Whole {
  pattern: MarkPattern | null;
  definitions: Map<string, Definition>;
  notes: Map<string, FootnoteDefinition>;
  /** The notes that were referred to, in that order. */
  noted: string[];
}

/**
 * Markdown as React elements: only those that stand here come out. HTML in it is shown as the text that it is, never read
 * as HTML, and never lost either, because models write `Promise<string>` without quotes too.
 */
export function markdownTree(children: MarkdownNodes, pattern: MarkPattern | null): ReactNode {
  const whole: Whole = { pattern, definitions: new Map(), notes: new Map(), noted: [] };
  collect(children, whole);
  const body = flow(children, whole);
  return (
    <>
      {body}
      {whole.noted.length > 0 ? <Notes whole={whole} /> : null}
    </>
  );
}

function collect(nodes: readonly RootContent[], whole: Whole): void {
  for (const node of nodes) {
    if (node.type === "definition" && !whole.definitions.has(node.identifier))
      whole.definitions.set(node.identifier, node);
    if (node.type === "footnoteDefinition" && !whole.notes.has(node.identifier)) whole.notes.set(node.identifier, node);
    if ("children" in node) collect(node.children, whole);
  }
}

const flow = (nodes: readonly RootContent[], whole: Whole): ReactNode[] =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a node is its place in the text
  nodes.map((node, at) => <Fragment key={at}>{block(node, whole)}</Fragment>);

const phrases = (nodes: readonly PhrasingContent[], whole: Whole): ReactNode[] =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a node is its place in the text
  nodes.map((node, at) => <Fragment key={at}>{phrase(node, whole)}</Fragment>);

function block(node: RootContent, whole: Whole): ReactNode {
  switch (node.type) {
    case "paragraph":
      return <Paragraph>{phrases(node.children, whole)}</Paragraph>;
    case "heading":
      return <Heading depth={node.depth}>{phrases(node.children, whole)}</Heading>;
    case "blockquote":
      return <Quotation>{flow(node.children, whole)}</Quotation>;
    case "code":
      return <CodeBlock language={node.lang?.split(/\s/)[0] || null} text={node.value} />;
    case "html":
      return <Paragraph hasLines>{words(node.value, whole)}</Paragraph>;
    case "thematicBreak":
      return <Rule />;
    case "list":
      return list(node, whole);
    case "listItem":
      return item(node, true, whole);
    case "table":
      return table(node, whole);
    case "definition":
    case "footnoteDefinition":
    case "yaml":
    case "tableRow":
    case "tableCell":
      return null;
    default:
      return phrase(node, whole);
  }
}

function phrase(node: PhrasingContent, whole: Whole): ReactNode {
  switch (node.type) {
    case "text":
      return words(withoutEdges(node.value), whole);
    case "html":
      return words(node.value, whole);
    case "inlineCode":
      return <InlineCode>{words(visibleText(node.value.replace(/\r?\n|\r/g, " ")), whole)}</InlineCode>;
    case "emphasis":
      return <em>{phrases(node.children, whole)}</em>;
    case "strong":
      return <strong>{phrases(node.children, whole)}</strong>;
    case "delete":
      return <del>{phrases(node.children, whole)}</del>;
    case "break":
      return <br />;
    case "link":
      return link(node.url, node.title, phrases(node.children, whole));
    case "linkReference": {
      const found = whole.definitions.get(node.identifier);
      return link(found?.url ?? "", found?.title, phrases(node.children, whole));
    }
    case "image":
      return <ImageWords address={safeUrl(node.url)} alt={visibleProse(node.alt ?? "")} />;
    case "imageReference":
      return (
        <ImageWords
          address={safeUrl(whole.definitions.get(node.identifier)?.url ?? "")}
          alt={visibleProse(node.alt ?? "")}
        />
      );
    case "footnoteReference":
      return <sup>{noteNumber(node.identifier, whole)}</sup>;
    default:
      return null;
  }
}

const link = (url: string, title: string | null | undefined, children: ReactNode) => (
  <MarkdownLink href={safeUrl(url)} title={title ? visibleText(title) : undefined}>
    {children}
  </MarkdownLink>
);

function list(node: List, whole: Whole): ReactNode {
  const isLoose = node.spread || node.children.some(({ spread, children }) => spread ?? children.length > 1);
  // biome-ignore lint/suspicious/noArrayIndexKey: a node is its place in the text
  const items = node.children.map((each, at) => <Fragment key={at}>{item(each, isLoose, whole)}</Fragment>);
  if (node.ordered)
    return <NumberedList start={node.start === 1 ? undefined : (node.start ?? undefined)}>{items}</NumberedList>;
  return <BulletList hasTasks={node.children.some(({ checked }) => typeof checked === "boolean")}>{items}</BulletList>;
}

/** The paragraphs of a list without blank lines stand in their items as words. */
function item({ checked, children }: ListItemNode, isLoose: boolean, whole: Whole): ReactNode {
  const mark = typeof checked === "boolean" ? <TaskMark done={checked} /> : null;
  const [first, ...rest] = children;
  const begins = first?.type === "paragraph" ? phrases(first.children, whole) : null;
  const tight = (nodes: readonly RootContent[]) =>
    nodes.map((node, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a node is its place in the text
      <Fragment key={at}>
        {node.type === "paragraph" && !isLoose ? phrases(node.children, whole) : block(node, whole)}
      </Fragment>
    ));
  if (begins === null)
    return (
      <ListItem>
        {mark}
        {tight(children)}
      </ListItem>
    );
  const opening = (
    <>
      {mark}
      {begins}
    </>
  );
  return (
    <ListItem>
      {isLoose ? <Paragraph>{opening}</Paragraph> : opening}
      {tight(rest)}
    </ListItem>
  );
}

function table({ align, children }: Table, whole: Whole): ReactNode {
  const rows = children.map((row, rowAt) => {
    const count = align?.length ?? row.children.length;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the table
      <tr key={rowAt}>
        {Array.from({ length: count }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
          <TableCell key={at} isHead={rowAt === 0} align={align?.[at] ?? null}>
            {phrases(row.children[at]?.children ?? [], whole)}
          </TableCell>
        ))}
      </tr>
    );
  });
  return (
    <TableFrame>
      <thead>{rows[0]}</thead>
      {rows.length > 1 ? <tbody>{rows.slice(1)}</tbody> : null}
    </TableFrame>
  );
}

function noteNumber(identifier: string, { noted }: Whole): number {
  if (!noted.includes(identifier)) noted.push(identifier);
  return noted.indexOf(identifier) + 1;
}

/** A note may refer to others, which follow it. */
function Notes({ whole }: { whole: Whole }) {
  const notes: ReactNode[] = [];
  for (let at = 0; at < whole.noted.length; at += 1) {
    const identifier = whole.noted[at] ?? "";
    notes.push(<ListItem key={identifier}>{flow(whole.notes.get(identifier)?.children ?? [], whole)}</ListItem>);
  }
  return (
    <section>
      <Heading depth={2}>Footnotes</Heading>
      <NumberedList>{notes}</NumberedList>
    </section>
  );
}

/** Markdown doesn't heed spaces around the end of a line. */
const withoutEdges = (text: string) => text.replace(/[ \t]*(\r?\n|\r)[ \t]*/g, "$1");

/** Text, with what is looked for marked: it is only cut, and nothing becomes an element that was none. */
function words(written: string, { pattern }: Whole): ReactNode {
  const text = visibleProse(written);
  if (!pattern) return text;
  return markedPieces(text, pattern).map((piece) =>
    piece.marked ? <mark key={piece.at}>{piece.text}</mark> : piece.text,
  );
}

import * as vscode from 'vscode';
import { describeObject } from '../../cluster/look/describe.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import type { Node } from '../../explorer/node.ts';

/** What a row says of its object while the mouse rests on it; read when it does. `undefined` for rows of no object. */
export async function tooltipOf(explorer: Explorer, node: Node): Promise<vscode.MarkdownString | undefined> {
  if (!(node instanceof ObjectNode)) return undefined;
  const { type, row, context, look } = node;
  const text = new vscode.MarkdownString().appendText(`${type.kind} ${row.name}\n${look.description ?? ''}`);
  const sections = await describeObject(await explorer.session(context), type, row).catch(() => []);
  for (const section of sections) {
    text.appendMarkdown('\n\n---\n\n');
    // Not a word of a cluster is taken for Markdown.
    for (const line of section)
      text.appendMarkdown('- ').appendText(line.replaceAll(/\s+/g, ' ')).appendMarkdown('\n');
  }
  return text;
}

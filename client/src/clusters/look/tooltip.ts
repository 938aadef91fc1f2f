import * as vscode from 'vscode';
import { describeObject } from '../../cluster/look/describe.ts';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import { ContextNode, NAMESPACES } from '../../explorer/nodes/contextNode.ts';
import { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import { PlaceNode } from '../../explorer/nodes/placeNode.ts';
import type { Node } from '../../explorer/node.ts';

/** What a row says while the mouse rests on it; read when it does. `undefined` for rows of which there is no more to say. */
export async function tooltipOf(explorer: Explorer, node: Node): Promise<vscode.MarkdownString | undefined> {
  if (node instanceof ContextNode) return contextTooltip(explorer, node);
  const asked = askedOf(node);
  if (!asked || node.context === undefined) return undefined;
  const { type, object } = asked;
  const text = new vscode.MarkdownString().appendText(
    `${type.kind} ${object.name}\n${node.look.description ?? ''}`,
  );
  const sections = await describeObject(await explorer.session(node.context), type, object).catch(() => []);
  for (const section of sections) {
    text.appendMarkdown('\n\n---\n\n');
    // Not a word of a cluster is taken for Markdown.
    for (const line of section)
      text.appendMarkdown('- ').appendText(line.replaceAll(/\s+/g, ' ')).appendMarkdown('\n');
  }
  return text;
}

/** The object behind a row. */
function askedOf(node: Node):
  | {
      readonly type: ResourceType;
      readonly object: Pick<Row, 'name' | 'namespace'> & Partial<Pick<Row, 'uid'>>;
    }
  | undefined {
  if (node instanceof ObjectNode) return { type: node.type, object: node.row };
  const name = node instanceof PlaceNode ? node.namespace : undefined;
  return name === undefined ? undefined : { type: NAMESPACES, object: { name, namespace: undefined } };
}

/** A cluster is asked for its version once it was opened, and not for that alone. */
async function contextTooltip(explorer: Explorer, node: ContextNode): Promise<vscode.MarkdownString> {
  const version = node.isOpen ? await versionOf(await explorer.session(node.context)) : undefined;
  const lines = [node.look.tooltip, version === undefined ? undefined : `Kubernetes ${version}`];
  return new vscode.MarkdownString().appendText(lines.filter((line) => line !== undefined).join('\n\n'));
}

async function versionOf({ connection }: Session): Promise<string | undefined> {
  const version = connection.json<{ gitVersion?: string }>({ path: '/version' });
  return version.then(
    ({ gitVersion }) => gitVersion,
    () => undefined,
  );
}

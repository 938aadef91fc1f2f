import * as vscode from 'vscode';
import { PlaceNode } from '../explorer/nodes/placeNode.ts';
import { ICONS, ObjectNode } from '../explorer/nodes/objectNode.ts';
import { ContextNode } from '../explorer/nodes/contextNode.ts';
import type { Mood } from '../explorer/mood.ts';
import type { Node } from '../explorer/node.ts';
import { rowUri } from './look/badges.ts';
import { namespacePath } from './look/liveChecks.ts';

const COLORS: Readonly<Record<Mood, string | undefined>> = {
  ok: 'testing.iconPassed',
  warning: 'list.warningForeground',
  error: 'list.errorForeground',
  quiet: 'disabledForeground',
};

/** A node as VS Code shows it. */
export function treeItem(node: Node): vscode.TreeItem {
  const {
    label,
    description,
    icon,
    mood,
    color: own,
    tooltip,
    spoken,
    kind,
    isLocked,
    isResting,
  } = node.look;
  const item = new vscode.TreeItem(
    label,
    node.children && !node.isLeaf
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  item.contextValue = `${kind}${isResting ? '.resting' : ''}${isLocked ? '.locked' : ''}`;
  item.accessibilityInformation = { label: spoken ?? `${label} ${description ?? ''}`.trim() };
  if (description !== undefined) item.description = description;
  // What a context says is put together when the mouse rests on it.
  if (tooltip !== undefined && !(node instanceof ContextNode)) item.tooltip = tooltip;
  if (icon !== undefined) {
    const color = own ? `charts.${own}` : mood && COLORS[mood];
    item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
  }
  const row = rowOf(node);
  if (row) item.resourceUri = row;
  if (node.act) item.command = { command: 'kubeGuardrails.clusters.act', title: label, arguments: [node] };
  else if (kind === 'addNamespace') {
    item.command = { command: 'kubeGuardrails.clusters.addNamespace', title: label, arguments: [node] };
  } else if (kind.startsWith('object.')) {
    item.command = { command: 'kubeGuardrails.clusters.openYaml', title: 'Show YAML', arguments: [node] };
  } else if (kind === 'release') {
    const title = 'Show History of the Release';
    item.command = { command: 'kubeGuardrails.clusters.showReleaseHistory', title, arguments: [node] };
  }
  return item;
}

/** How an object is, as an icon. */
export function moodIcon(mood: Mood | undefined): vscode.ThemeIcon {
  const color = mood && COLORS[mood];
  return new vscode.ThemeIcon(ICONS[mood ?? 'none'], color ? new vscode.ThemeColor(color) : undefined);
}

/** The address by which a row gets its badge. */
function rowOf(node: Node): vscode.Uri | undefined {
  if (node instanceof ObjectNode) return rowUri(node.context, node.path);
  if (node instanceof ContextNode) return rowUri(node.look.label, '');
  return node instanceof PlaceNode && node.namespace !== undefined
    ? rowUri(node.context, namespacePath(node.namespace))
    : undefined;
}

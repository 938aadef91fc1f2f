import * as vscode from 'vscode';
import {
  CLUSTER,
  formatVersion,
  LATEST_MINOR,
  OLDEST_MINOR,
  versionNotice,
} from '../../../server/src/core/kinds/versions.ts';
import { SECTION } from '../../../server/src/core/settings.ts';
import type { Command } from '../extensionState.ts';
import { folderAtHand } from './configure.ts';

const SETTING = 'kubernetesVersion';

/** Picks the version that the manifests of the folder at hand are checked for and writes it to the folder's settings. */
export const selectKubernetesVersion: Command = async ({ manifests, atCursor }) => {
  const folder = folderAtHand(manifests.editor?.document.uri);
  const configuration = vscode.workspace.getConfiguration(SECTION, folder?.uri);
  const picked = await vscode.window.showQuickPick(items(configuration.get(SETTING, '')), {
    placeHolder:
      (folder
        ? `Kubernetes version of the manifests in ${folder.name}`
        : 'Kubernetes version of the manifests') +
      (atCursor.version?.isOwn ? '; the document at the cursor names its own' : ''),
    matchOnDetail: true,
  });
  if (!picked) return;
  const target = folder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Global;
  await configuration.update(SETTING, picked.value === '' ? undefined : picked.value, target);
};

interface Item extends vscode.QuickPickItem {
  readonly value: string;
}

function items(current: string): Item[] {
  const mark = (value: string): { description?: string } =>
    value === current ? { description: 'current' } : {};
  const versions: Item[] = [];
  for (let minor = LATEST_MINOR; minor >= OLDEST_MINOR; minor--) {
    const value = formatVersion(minor);
    versions.push({ label: value, value, ...mark(value) });
  }
  return [
    ...unlisted(current, versions),
    {
      label: 'As configured',
      detail: 'What .kube-guardrails.yaml says, else the latest version',
      value: '',
      ...mark(''),
    },
    { label: 'latest', detail: `Now ${formatVersion(LATEST_MINOR)}`, value: 'latest', ...mark('latest') },
    {
      label: CLUSTER,
      detail: 'That of the cluster which is chosen for this workspace, with its custom resources',
      value: CLUSTER,
      ...mark(CLUSTER),
    },
    ...versions,
  ];
}

/** A version that was set by hand and is none of the list: it stays, and what is wrong with it is said. */
function unlisted(current: string, versions: readonly Item[]): Item[] {
  if (['', 'latest', CLUSTER].includes(current) || versions.some(({ value }) => value === current)) return [];
  const notice = versionNotice(current);
  return [
    {
      label: current,
      description: 'current',
      value: current,
      ...(notice === undefined ? {} : { detail: `$(warning) ${notice}` }),
    },
  ];
}

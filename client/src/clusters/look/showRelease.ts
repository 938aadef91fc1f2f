import * as vscode from 'vscode';
import { stringify } from 'yaml';
import type { Release } from '../../cluster/look/helm.ts';
import { historyReport, releasesOf, revisionText } from '../../cluster/look/helm.ts';
import { bothManifests, bothValues } from '../../cluster/look/releaseDiff.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { ReleaseNode } from '../../explorer/nodes/helmNode.ts';
import { shownReport } from './shownReport.ts';
import type { ShownTexts } from './shownTexts.ts';

type Place = Pick<ReleaseNode, 'context' | 'name' | 'namespace'>;

/** Shows what became of a Helm release, revision by revision. */
export async function showReleaseHistory(explorer: Explorer, texts: ShownTexts, node: Place): Promise<void> {
  const releases = await releasesOf(await explorer.session(node.context), node);
  const report = historyReport(`${node.context}/${node.namespace}/${node.name}`, releases);
  await texts.show(shownReport(`history of ${node.name}.md`, report));
}

/** Shows the values that were given for the newest revision. They may hold secrets, so it is asked for each time. */
export async function showReleaseValues(explorer: Explorer, texts: ShownTexts, node: Place): Promise<void> {
  const [newest] = await releasesOf(await explorer.session(node.context), node);
  if (!newest) throw new Error(`the release ${node.name} is gone`);
  const head = `# Values given for ${node.name}, revision ${newest.version}. They may hold secrets.\n`;
  await texts.show({ name: `values of ${node.name}.yaml`, text: head + stringify(newest.config ?? {}) });
}

const PARTS = [
  { label: 'What they deploy', detail: 'The manifests. Values of Secrets are hidden.', both: bothManifests },
  { label: 'The values that were given', detail: 'They may hold secrets.', both: bothValues },
];

/** Shows what differs between two revisions of a release. */
export async function compareReleases(explorer: Explorer, texts: ShownTexts, node: Place): Promise<void> {
  const releases = await releasesOf(await explorer.session(node.context), node);
  if (releases.length < 2) throw new Error(`Helm keeps only one revision of the release ${node.name}`);
  const newer = await pickRelease(releases.slice(0, -1), `Revisions of ${node.name}`);
  const before = releases.filter(({ version }) => newer && version < newer.version);
  const older = newer && (await pickRelease(before, `Compare revision ${newer.version} with`));
  const part = older && (await vscode.window.showQuickPick(PARTS, { title: 'What is to be compared?' }));
  if (!part) return;
  const [left, right] = part.both(older, newer);
  const name = (version: number): string => `${node.name} revision ${version}.yaml`;
  const title = `${node.name}: revision ${older.version} ↔ ${newer.version}`;
  await texts.diff(
    { name: name(older.version), text: left },
    { name: name(newer.version), text: right },
    title,
  );
}

async function pickRelease(releases: readonly Release[], title: string): Promise<Release | undefined> {
  const items = releases.map((release) => ({
    release,
    label: `Revision ${release.version}`,
    description: revisionText(release),
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.release;
}

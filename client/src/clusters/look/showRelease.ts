import { stringify } from 'yaml';
import { historyReport, releasesOf } from '../../cluster/look/helm.ts';
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

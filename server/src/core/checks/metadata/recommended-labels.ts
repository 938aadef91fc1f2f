import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { transformsOf } from '../../references/kustomized.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { listed } from '../oneOf.ts';
import { isObject, placeOfPair } from './requiredPairs.ts';

export default defineCheck({
  id: 'recommended-labels',
  title: 'Objects carry the labels that tools agree on',
  category: 'metadata',
  severity: 'off',
  scope: 'workspace',
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  options: {
    labels: {
      type: 'strings',
      default: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/version'],
      description: 'The labels to ask for.',
    },
  },
  check({ resource, environment, workspace, slot, options, report }) {
    if (environment.partial || !isObject(resource)) return;
    const labels = resource.root.at('metadata', 'labels');
    const { labels: added } = transformsOf(workspace, slot.uri);
    const missing = options.labels.filter((key) => labels.at(key).node === undefined && !added.has(key));
    if (missing.length === 0) return;
    const at = placeOfPair(labels, resource.root);
    const fixes: Fix[] = missing.slice(0, 1).map((key) => ({
      title: `Add \`${key}\``,
      safe: false,
      edits: () => set(labels.at(key), placeholder(valueOf(key, resource.name), { hint: 'confirm' })),
    }));
    const message = `${listed(missing)} ${missing.length > 1 ? 'are' : 'is'} missing: add ${missing.length > 1 ? 'them' : 'it'}`;
    report(labels, message, { at, fixes });
  },
});

function valueOf(key: string, name: string | undefined): string {
  if (key.endsWith('/version')) return '1.0.0';
  return key.endsWith('/name') || key.endsWith('/instance') ? (name ?? 'unknown') : 'unknown';
}

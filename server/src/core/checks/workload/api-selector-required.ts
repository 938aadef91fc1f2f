import { set } from '../../manifest/edit.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { podLabels } from '../../manifest/pods.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isApps } from './appsKinds.ts';

export default defineCheck({
  id: 'api-selector-required',
  title: 'Workloads say by which labels they select their pods',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, pod, environment, report }) {
    const selector = target.at('spec', 'selector');
    if (!isApps(resource) || environment.partial || environment.selectorsAreSet) return;
    if (!target.at('spec').isMap) return;
    if (selector.exists && !selector.isMap) return;
    if (['matchLabels', 'matchExpressions'].some((key) => isFilled(selector.at(key)))) return;
    const message = selector.isMap
      ? 'this selector is empty: add the labels of the pods to `matchLabels`'
      : `a ${resource.kind} needs a \`selector\`: add one with the labels of its pods`;
    report(selector, message, { fixes: pod ? fromTemplate(selector, pod) : [] });
  },
});

function isFilled(part: Field): boolean {
  return part.isMap ? part.entries().length > 0 : part.isSeq ? part.items().length > 0 : part.exists;
}

function fromTemplate(selector: Field, pod: PodTemplate): Fix[] {
  const labels = Object.fromEntries(podLabels(pod));
  if (Object.keys(labels).length === 0) return [];
  return [
    {
      title: 'Select by the labels of the pods',
      safe: false,
      edits: () =>
        selector.exists ? set(selector, { matchLabels: labels }) : set(selector.at('matchLabels'), labels),
    },
  ];
}

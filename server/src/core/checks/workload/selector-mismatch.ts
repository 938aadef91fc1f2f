import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { podLabels } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { labelSelector, plainSelector } from '../../references/selectors.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { keyProblem } from '../../syntax/labels.ts';

export default defineCheck({
  id: 'selector-mismatch',
  title: 'A workload selects the pods that it makes',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['mismatching-selector'],
    'kube-score': [
      'deployment-pod-selector-labels-match-template-metadata-labels',
      'statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
  },
  check({ target, resource, pod, environment, report }) {
    if (environment.partial || !pod || !target.isMap) return;
    const field = selectorOf(resource);
    if (!field?.exists) return;
    const plain = !SELECTORS.has(resource.kind);
    const selector = plain ? plainSelector(field) : labelSelector(field);
    const labels = podLabels(pod);
    if (!selector || selector.isEmpty || selector.matches(labels) || isUnreadable(field)) return;
    const missing = [...selector.equal].filter(([key, value]) => labels.get(key) !== value);
    const [key, value] = missing[0] ?? [];
    const has = key === undefined ? undefined : labels.get(key);
    const message =
      key === undefined
        ? 'the selector does not select the pods of this template: correct one of the two'
        : `the selector wants ${key}=${value}, but the pods ${has === undefined ? 'have no such label' : `have ${key}=${has}`}: correct one of the two`;
    const at = placeOf(pod, key);
    const wanted = plain || key === undefined ? field : field.at('matchLabels', key);
    report(pod.metadata.at('labels'), message, {
      at,
      related: [{ field: wanted, message: 'the selector' }],
      fixes: key === undefined ? [] : copyLabels(pod, missing),
    });
  },
});

const SELECTORS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'Rollout',
]);
const PLAIN: ReadonlySet<string> = new Set(['ReplicationController', 'DeploymentConfig']);

/** A Job selects by itself unless it says `manualSelector`. */
function selectorOf({ kind, root }: Resource): Field | undefined {
  const spec = root.at('spec');
  if (kind === 'Job' && spec.at('manualSelector').value !== true) return undefined;
  return SELECTORS.has(kind) || PLAIN.has(kind) ? spec.at('selector') : undefined;
}

/** Whether an entry cannot be read, which `api-selector-operator` and `api-label-key` report. */
function isUnreadable(selector: Field): boolean {
  return selector
    .at('matchExpressions')
    .items()
    .some(
      (item) =>
        !OPERATORS.includes(item.at('operator').string ?? '') ||
        keyProblem(item.at('key').string ?? '') !== undefined,
    );
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** The label with the other value, else what lacks it. */
function placeOf({ metadata }: PodTemplate, key: string | undefined): Field {
  const labels = metadata.at('labels');
  const label = key === undefined ? labels : labels.at(key);
  if (label.exists) return label;
  return labels.exists ? labels : metadata.exists ? metadata : (metadata.parent ?? metadata);
}

/** Labels are written one by one, so that their order and comments stay; where there are none, all at once. */
function copyLabels({ metadata }: PodTemplate, missing: readonly (readonly [string, string])[]): Fix[] {
  const labels = metadata.at('labels');
  const edits = (): ReturnType<typeof set> =>
    labels.isMap && labels.entries().length > 0
      ? missing.flatMap(([key, value]) => set(labels.at(key), value))
      : set(labels, Object.fromEntries(missing));
  return [{ title: 'Copy the labels of the selector to the pods', safe: false, edits }];
}

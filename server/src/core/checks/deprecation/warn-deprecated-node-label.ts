import { renameKey, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';

/** From 1.33 on, at the latest, the API server warns of these, too. */
const LATER = 33;

/** https://kubernetes.io/docs/reference/labels-annotations-taints/. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};
const LATER_SUCCESSORS: Readonly<Record<string, string>> = {
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
  'app.kubernetes.io/created-by': '',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': '',
};

export default defineCheck({
  id: 'warn-deprecated-node-label',
  title: 'Nodes are selected by labels that they will keep',
  category: 'deprecation',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { resource, pod } = context;
    if (pod) checkPod(pod.spec, context);
    for (const selector of mapsOf(resource)) checkKeys(selector, context);
    for (const terms of termsOf(resource)) checkTerms(terms, context);
  },
});

function checkPod(spec: Field, context: ObjectContext): void {
  checkKeys(spec.at('nodeSelector'), context);
  const affinity = spec.at('affinity', 'nodeAffinity');
  const required = affinity.at('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').items();
  const preferred = affinity.at('preferredDuringSchedulingIgnoredDuringExecution').items();
  checkTerms([...required, ...preferred.map((term) => term.at('preference'))], context);
  for (const constraint of spec.at('topologySpreadConstraints').items()) {
    const field = constraint.at('topologyKey');
    report(field, field.string ?? '', context, (name) => set(field, name));
  }
}

function mapsOf({ group, kind, root }: Resource): Field[] {
  if (group === 'node.k8s.io' && kind === 'RuntimeClass') return [root.at('scheduling', 'nodeSelector')];
  return group === 'storage.k8s.io' && kind === 'CSIStorageCapacity'
    ? [root.at('nodeTopology', 'matchLabels')]
    : [];
}

function termsOf({ group, kind, root }: Resource): Field[][] {
  return group === '' && kind === 'PersistentVolume'
    ? [root.at('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms').items()]
    : [];
}

function checkKeys(selector: Field, context: ObjectContext): void {
  for (const entry of selector.entries())
    report(entry, String(entry.key), context, (name) => renameKey(entry, name), true);
}

function checkTerms(terms: readonly Field[], context: ObjectContext): void {
  for (const term of terms) {
    for (const expression of term.at('matchExpressions').items()) {
      const field = expression.at('key');
      report(field, field.string ?? '', context, (name) => set(field, name));
    }
  }
}

function report(
  field: Field,
  key: string,
  context: ObjectContext,
  edits: (name: string) => ReturnType<Fix['edits']>,
  onKey = false,
): void {
  const known = { ...SUCCESSORS, ...(context.environment.version >= LATER ? LATER_SUCCESSORS : {}) };
  const successor = Object.hasOwn(known, key) ? known[key] : undefined;
  if (successor === undefined) return;
  const hint = successor ? `use \`${successor}\`` : 'nothing takes its place';
  context.report(field, `the label \`${key}\` is deprecated: ${hint}`, {
    onKey,
    tags: ['deprecated'],
    fixes: successor
      ? [{ title: `Change to \`${successor}\``, safe: false, edits: () => edits(successor) }]
      : [],
  });
}

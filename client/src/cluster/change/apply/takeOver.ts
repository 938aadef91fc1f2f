import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Step } from '../carryOut.ts';
import type { Plan } from '../plan.ts';
import { entriesOf } from './conflicts.ts';
import type { ApplyPlan, Planned } from './planApply.ts';
import { MANAGER } from './applyStep.ts';
import { nameOf } from './readManifests.ts';

/** Who applies from the client's side. */
const CLIENT_SIDE = 'kubectl-client-side-apply';

/**
 * Hands the fields that somebody set with `kubectl apply` over to us, as `kubectl apply --server-side` does for itself: what the object says
 * stays as it is, only who answers for it changes
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#migration-between-client-side-and-server-side-apply). `undefined` where
 * nothing, or not only that, is in the way.
 */
export function planTakeOver({ context }: Session, { planned }: ApplyPlan): Plan | undefined {
  const disputed = planned.filter(({ conflicts }) => conflicts.length > 0);
  const steps = disputed.flatMap((one) => handOver(one) ?? []);
  if (steps.length === 0 || steps.length < disputed.length) return undefined;
  const names = disputed.map(({ manifest }) => nameOf(manifest)).join(', ');
  const namespaces = [...new Set(disputed.flatMap(({ address }) => address?.namespace ?? []))];
  return {
    about: {
      title: `Take over from kubectl apply: ${names}?`,
      name: context.name,
      ...(namespaces.length > 0 ? { namespace: namespaces.join(', ') } : {}),
      details: [
        'What the objects say stays as it is. Their fields will belong to Kube Guardrails instead of "kubectl apply".',
        'Whoever goes on with "kubectl apply" there will be in each other\'s way with you.',
        'Then the manifest is tried again, and you are asked before it is applied.',
      ],
      action: 'Take Over',
    },
    steps,
  };
}

/** Changes the object only if nobody else did meanwhile. */
function handOver({ step, conflicts }: Planned): Step | undefined {
  const live = step?.before;
  if (!step || !live || conflicts.some(({ manager }) => manager !== CLIENT_SIDE)) return undefined;
  const entries = entriesOf(live);
  const client = entries.find((one) => one['manager'] === CLIENT_SIDE && one['operation'] === 'Update');
  if (!client) return undefined;
  const own = entries.find(
    ({ manager, operation, apiVersion }) =>
      manager === MANAGER && operation === 'Apply' && apiVersion === client['apiVersion'],
  );
  const fieldsV1 = withoutCopy(union(client['fieldsV1'], own?.['fieldsV1']));
  const ours = { ...client, manager: MANAGER, operation: 'Apply', fieldsV1 };
  const rest = entries.filter((one) => one !== client && one !== own);
  const { resourceVersion } = asMap(live['metadata']) ?? {};
  const body = [
    { op: 'replace', path: '/metadata/managedFields', value: [...rest, ours] },
    { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
  ];
  const change = { method: 'PATCH', path: step.path, type: 'application/json-patch+json', body } as const;
  return { change, action: 'taken over', path: step.path, before: live };
}

/** All fields of both sets (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/#System). */
function union(one: unknown, other: unknown): Json {
  const [a, b] = [asMap(one) ?? {}, asMap(other) ?? {}];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(keys.map((key) => [key, union(a[key], b[key])]));
}

const COPY = 'f:kubectl.kubernetes.io/last-applied-configuration';

/** The copy that kubectl keeps of the object stays kubectl's business. What is empty in such a set stands for the field as a whole. */
function withoutCopy(fields: Json): Json {
  const metadata = asMap(fields['f:metadata']);
  const annotations = asMap(metadata?.['f:annotations']);
  if (!metadata || !annotations?.[COPY]) return fields;
  delete annotations[COPY];
  delete annotations['.'];
  if (Object.keys(annotations).length === 0) delete metadata['f:annotations'];
  if (Object.keys(metadata).length === 0) delete fields['f:metadata'];
  return fields;
}

import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Revision } from '../../look/revisions.ts';
import type { Session } from '../../session.ts';
import type { Step } from '../carryOut.ts';
import { isLockKey } from '../locks.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { inNamespace, MANAGER, ownerLines, placeOf, specOf } from './target.ts';

/** Annotations that say something of a Deployment as a whole, and are not those of a revision (as kubectl has it). */
const OF_DEPLOYMENT = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/**
 * Gives a workload the template of a revision again, as `kubectl rollout undo --to-revision` does: a Deployment that of a ReplicaSet with
 * its annotations, the others the patch that their ControllerRevision is.
 */
export async function planRollback(session: Session, target: Target, revision: Revision): Promise<Plan> {
  const { kind, name, namespace, path } = target;
  const before = await session.connection.json<Json>({ path });
  const spec = specOf(before);
  if (spec['paused'] === true)
    throw new Error(`the rollout of ${name} is paused: resume it first ("Resume the Rollout")`);
  if (isDeepStrictEqual(spec['template'], revision.template))
    throw new Error(`${kind} ${name} has the template of revision ${revision.number} already`);
  return {
    about: {
      title: `Roll ${kind} ${name} back to revision ${revision.number}?`,
      ...placeOf(target),
      details: [
        ...imageLines(before, revision),
        ...(revision.cause === undefined ? [] : [`Noted of the revision: ${revision.cause}`]),
        'Its Pods are replaced. The number of replicas, and what ConfigMaps and Secrets hold, stay as they are now.',
        ...waits(kind, spec),
        ...(await ownerLines(session, before)),
      ],
      action: 'Roll Back',
    },
    steps: [kind === 'Deployment' ? ofDeployment(path, before, revision) : ofOthers(path, before, revision)],
    kubectl: [
      'rollout',
      'undo',
      `${kind.toLowerCase()}/${name}`,
      ...inNamespace(namespace),
      `--to-revision=${revision.number}`,
    ],
  };
}

/** A lock is the Deployment's as it is now, whatever an old revision says of it. */
function isOwn(key: string): boolean {
  return OF_DEPLOYMENT.includes(key) || isLockKey(key);
}

function ofDeployment(path: string, before: Json, { template, annotations }: Revision): Step {
  const own = Object.entries(asMap(asMap(before['metadata'])?.['annotations']) ?? {});
  const kept = own.filter(([key]) => isOwn(key));
  const former = Object.entries(annotations).filter(([key]) => !isOwn(key));
  const body = [
    // Another Deployment of the same name is left alone.
    { op: 'replace', path: '/metadata/uid', value: asMap(before['metadata'])?.['uid'] },
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...kept, ...former]) },
  ];
  const type = 'application/json-patch+json';
  return {
    change: { method: 'PATCH', path: `${path}?${MANAGER}`, type, body },
    action: 'rolled back',
    path,
    before,
  };
}

/** `$patch` has the template replaced and not merged with what there is. */
function ofOthers(path: string, before: Json, { template }: Revision): Step {
  const metadata = { uid: asMap(before['metadata'])?.['uid'] };
  const body = { metadata, spec: { template: { ...template, $patch: 'replace' } } };
  const type = 'application/strategic-merge-patch+json';
  return {
    change: { method: 'PATCH', path: `${path}?${MANAGER}`, type, body },
    action: 'rolled back',
    path,
    before,
  };
}

function imageLines(before: Json, { images, template }: Revision): readonly string[] {
  const now = imagesOf(asMap(specOf(before)['template']));
  const then = imagesOf(template);
  const names = [...new Set([...now.keys(), ...then.keys()])];
  const changed = names.filter((name) => now.get(name) !== then.get(name));
  if (changed.length === 0) return [`Its images stay: ${images.join(', ')}`];
  return changed.map((name) => `${name}: ${now.get(name) ?? 'not there'} → ${then.get(name) ?? 'not there'}`);
}

function imagesOf(template: Json | undefined): Map<string, string> {
  const { containers = [], initContainers = [] } = (asMap(template?.['spec']) ?? {}) as {
    readonly containers?: readonly Named[];
    readonly initContainers?: readonly Named[];
  };
  return new Map([...initContainers, ...containers].map(({ name, image = '' }) => [name, image]));
}

interface Named {
  readonly name: string;
  readonly image?: string;
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback */
function waits(kind: string, spec: Json): readonly string[] {
  const { type } = asMap(spec['updateStrategy']) ?? {};
  if (type === 'OnDelete')
    return ['New Pods come only where somebody deletes the old ones (strategy OnDelete).'];
  return kind === 'StatefulSet' && spec['podManagementPolicy'] !== 'Parallel'
    ? ['A Pod that never becomes ready holds it up: delete that Pod by hand, so that it is made anew.']
    : [];
}

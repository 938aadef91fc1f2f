import { ClusterFailure } from '../failure.ts';
import type { Json } from '../look/comparable.ts';
import type { Session } from '../session.ts';
import { LOCKED } from './locks.ts';
import { metadataOf } from './metadata.ts';
import type { Plan } from './plan.ts';

const NAME = 'kube-guardrails-locks';
const GROUP = '/apis/admissionregistration.k8s.io/v1';
const [POLICY, BINDING] = [
  `${GROUP}/validatingadmissionpolicies/${NAME}`,
  `${GROUP}/validatingadmissionpolicybindings/${NAME}`,
] as const;

/** Kubernetes' own parts: who deletes on behalf of an owner, of a namespace that goes, or of the scheduler. */
const KUBERNETES = [
  // Each controller has an account of its own; what somebody else installs into that namespace is no part of Kubernetes.
  "request.userInfo.username.matches('^system:serviceaccount:kube-system:[a-z0-9-]+-(controller|collector|binder|cleaner)$')",
  "request.userInfo.username in ['system:kube-controller-manager', 'system:cloud-controller-manager', 'system:kube-scheduler', 'system:apiserver']",
  "(has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups)",
];

/**
 * Has the API server refuse to delete what has our lock, whoever asks
 * (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/, GA since 1.30). Garbage collection, the end of a
 * namespace and the end of a Pod on its node go on.
 */
export const LOCKS_POLICY: Json = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: NAME },
  spec: {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['DELETE'] }],
    },
    matchConditions: [
      {
        name: 'is-locked',
        expression: `oldObject != null && has(oldObject.metadata) && has(oldObject.metadata.annotations) && '${LOCKED}' in oldObject.metadata.annotations`,
      },
      {
        name: 'is-not-going-already',
        expression: 'oldObject != null && !has(oldObject.metadata.deletionTimestamp)',
      },
      { name: 'is-not-kubernetes-itself', expression: `!(${KUBERNETES.join(' || ')})` },
    ],
    validations: [
      {
        expression: 'false',
        reason: 'Forbidden',
        message: `It is locked: take its annotation ${LOCKED} away first.`,
        messageExpression: `request.kind.kind + ' ' + oldObject.metadata.name + ' is locked (' + oldObject.metadata.annotations['${LOCKED}'] + '): take its annotation ${LOCKED} away first.'`,
      },
    ],
  },
};

const LOCKS_BINDING: Json = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: NAME },
  spec: { policyName: NAME, validationActions: ['Deny'] },
};

/** What is applied, to be shown before. */
export const HELD_BY: readonly Json[] = [LOCKS_POLICY, LOCKS_BINDING];

/** Makes locks hold for every client. Throws where the cluster is too old for it. */
export async function planHoldLocks(session: Session): Promise<Plan> {
  const { types } = await session.discovery();
  const type = types.find((one) => one.kind === 'ValidatingAdmissionPolicy');
  if (type?.group !== 'admissionregistration.k8s.io' || type.version !== 'v1')
    throw new Error(
      `the cluster of "${session.context.name}" has no ValidatingAdmissionPolicy v1, which came with Kubernetes 1.30: locks hold in Kube Guardrails alone`,
    );
  const [policy, binding] = await Promise.all([POLICY, BINDING].map((path) => readIf(session, path)));
  const known = policy && binding ? ['They are there already, and are brought up to date.'] : [];
  return {
    about: {
      title: 'Make locks hold for everybody?',
      name: NAME,
      details: [
        `A ValidatingAdmissionPolicy and its binding, ${NAME}: the API server then refuses every request to delete an object with the annotation ${LOCKED}, with kubectl too, until the annotation is taken away.`,
        'Kubernetes itself goes on: what an owner or a namespace that is deleted takes along goes, locked or not. Lock those, too.',
        'Evictions are no deletions, and are not refused.',
        ...known,
      ],
      action: 'Make Locks Hold',
    },
    steps: [
      { change: applied(POLICY, LOCKS_POLICY), action: 'applied', path: POLICY, before: policy },
      { change: applied(BINDING, LOCKS_BINDING), action: 'applied', path: BINDING, before: binding },
    ],
  };
}

/** Makes locks hold in Kube Guardrails alone again. */
export async function planReleaseLocks(session: Session): Promise<Plan> {
  // Without its binding the policy holds for nothing, so that goes first.
  const found = await Promise.all(
    [BINDING, POLICY].map(async (path) => ({ path, before: await readIf(session, path) })),
  );
  const there = found.flatMap(({ path, before }) => (before ? [{ path, before }] : []));
  if (there.length === 0)
    throw new Error(`locks hold in Kube Guardrails alone: "${session.context.name}" has no ${NAME}`);
  return {
    about: {
      title: 'Stop locks from holding for everybody?',
      name: NAME,
      details: [
        `The ValidatingAdmissionPolicy ${NAME} and its binding are deleted.`,
        'Locks stay where they are, and hold in Kube Guardrails alone.',
      ],
      action: 'Stop',
    },
    steps: there.map(({ path, before }) => ({
      change: { method: 'DELETE', path, body: { preconditions: { uid: metadataOf(before).uid } } },
      action: 'deleted',
      path,
      before,
    })),
  };
}

function applied(path: string, body: Json): Plan['steps'][number]['change'] {
  return {
    method: 'PATCH',
    path: `${path}?fieldManager=kube-guardrails`,
    type: 'application/apply-patch+yaml',
    body,
  };
}

async function readIf({ connection }: Session, path: string): Promise<Json | undefined> {
  try {
    return await connection.json<Json>({ path });
  } catch (error) {
    if (error instanceof ClusterFailure && error.kind === 'notFound') return undefined;
    throw error;
  }
}

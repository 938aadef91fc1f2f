import { ClusterFailure } from '../failure.ts';
import type { Json } from '../look/comparable.ts';
import { asMap, mapsIn } from '../look/comparable.ts';
import { collectionPath } from '../resources/address.ts';
import type { Session } from '../session.ts';

/** Who else keeps an object as they want it, and may undo what is changed by hand. */
export interface Owner {
  readonly by: 'controller' | 'owner' | 'Helm' | 'Argo CD' | 'Flux' | 'scaler' | 'unknown';
  /** Such as `Helm release shop/web`. */
  readonly name: string;
  /** One sentence for a preview. */
  readonly text: string;
}

/** Everybody who owns a live object: its owners, the tools that deploy it, and what scales it. */
export async function ownersOf(session: Session, object: Json): Promise<readonly Owner[]> {
  return [...markedOwners(object), ...(await scalersOf(session, object))];
}

/** Owners that an object names itself, in its metadata. */
export function markedOwners(object: Json): readonly Owner[] {
  const metadata = asMap(object['metadata']) ?? {};
  const [labels, annotations] = ['labels', 'annotations'].map((field) => texts(metadata[field]));
  return [...referencedOwners(metadata['ownerReferences']), ...toolsOf(labels ?? {}, annotations ?? {})];
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ */
function referencedOwners(references: unknown): Owner[] {
  return mapsIn(references).map(({ kind, name, controller }): Owner => {
    const who = `${String(kind)} ${String(name)}`;
    return controller === true
      ? { by: 'controller', name: who, text: `${who} made it, and sets it back to what it says.` }
      : { by: 'owner', name: who, text: `It belongs to ${who}, and is deleted with it.` };
  });
}

type Texts = Readonly<Record<string, string | undefined>>;

function toolsOf(labels: Texts, annotations: Texts): Owner[] {
  const found: Owner[] = [];
  const add = (by: Owner['by'], name: string, does: string): void => {
    found.push({ by, name, text: `${name} deploys it: ${does}` });
  };
  for (const [prefix, kind] of FLUX) {
    const name = labels[`${prefix}/name`];
    if (name !== undefined)
      add('Flux', `Flux ${kind} ${within(labels[`${prefix}/namespace`], name)}`, RESETS);
  }
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
  const application = tracked || labels['argocd.argoproj.io/instance'];
  if (application) add('Argo CD', `Argo CD application ${application}`, RESETS);
  // https://helm.sh/docs/chart_best_practices/labels/
  const release = annotations['meta.helm.sh/release-name'];
  const isHelm = release !== undefined || labels['app.kubernetes.io/managed-by'] === 'Helm';
  if (isHelm && labels[`${HELM_BY_FLUX}/name`] === undefined) {
    const name = release ?? labels['app.kubernetes.io/instance'];
    const place = name === undefined ? '' : ` ${within(annotations['meta.helm.sh/release-namespace'], name)}`;
    add('Helm', `Helm release${place}`, 'its next upgrade may undo the change.');
  }
  return found;
}

const RESETS = 'it soon sets back what differs from its source, or deletes what is not in it.';
const HELM_BY_FLUX = 'helm.toolkit.fluxcd.io';
/** Labels by which Flux finds its objects (https://fluxcd.io/flux/faq/). */
const FLUX = [
  ['kustomize.toolkit.fluxcd.io', 'Kustomization'],
  [HELM_BY_FLUX, 'HelmRelease'],
] as const;

function within(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

const HPA = {
  group: 'autoscaling',
  version: 'v2',
  resource: 'horizontalpodautoscalers',
  namespaced: true,
};

/** What sets the number of an object's Pods (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/). */
async function scalersOf({ connection }: Session, object: Json): Promise<Owner[]> {
  const { name, namespace } = asMap(object['metadata']) ?? {};
  if (asMap(object['spec'])?.['replicas'] === undefined || typeof namespace !== 'string') return [];
  try {
    const { items } = await connection.json<{ items?: unknown }>({ path: collectionPath(HPA, namespace) });
    return mapsIn(items)
      .filter((one) => scales(one, object, name))
      .map(scaler);
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    if (error.kind === 'notFound') return []; // older than 1.23, or switched off
    const text = `Whether something scales it is not known: ${error.message}`;
    return [{ by: 'unknown', name: 'HorizontalPodAutoscaler', text }];
  }
}

function scales(autoscaler: Json, { apiVersion, kind }: Json, name: unknown): boolean {
  const target = asMap(asMap(autoscaler['spec'])?.['scaleTargetRef']);
  const isSameGroup = groupOf(target?.['apiVersion']) === groupOf(apiVersion);
  return isSameGroup && target?.['kind'] === kind && target?.['name'] === name;
}

function scaler(autoscaler: Json): Owner {
  const metadata = asMap(autoscaler['metadata']) ?? {};
  // KEDA works through an autoscaler of its own (https://keda.sh/docs/latest/concepts/scaling-deployments/).
  const maker = mapsIn(metadata['ownerReferences']).find(({ kind }) => kind === 'ScaledObject');
  const { minReplicas = 1, maxReplicas } = asMap(autoscaler['spec']) ?? {};
  const name = maker
    ? `ScaledObject ${String(maker['name'])}`
    : `HorizontalPodAutoscaler ${String(metadata['name'])}`;
  const text = `${name} decides how many replicas it has (${String(minReplicas)} to ${String(maxReplicas)}).`;
  return { by: 'scaler', name, text };
}

function groupOf(apiVersion: unknown): string {
  const [group = '', version] = String(apiVersion).split('/');
  return version === undefined ? '' : group;
}

function texts(value: unknown): Texts {
  return (asMap(value) ?? {}) as Texts;
}

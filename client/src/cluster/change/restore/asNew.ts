import type { Json } from '../../look/comparable.ts';
import { asMap, withoutServerFields, withoutToken } from '../../look/comparable.ts';
import { metadataOf } from '../metadata.ts';

/** An object as it is created once more. */
export interface AsNew {
  readonly object: Json;
  /** What of it does not come back; each says what of, not of whom. */
  readonly notes: string[];
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Kubernetes sets these itself where they belong. */
const OWN_FINALIZER =
  /^(?:foregroundDeletion|orphan|kubernetes(?:\.io\/.*)?|service\.kubernetes\.io\/.*|batch\.kubernetes\.io\/.*)$/;

/**
 * A deleted object without what only its former self had. `isThere` says of an owner, by its uid, whether it is still there: an owner that
 * is not would have the object collected at once (https://kubernetes.io/docs/concepts/architecture/garbage-collection/).
 */
export function asNew(deleted: Json, isThere: (uid: string) => boolean): AsNew {
  const notes: string[] = [];
  const object = withoutToken(withoutServerFields(deleted));
  const metadata = asMap(object['metadata']) ?? {};
  const { ownerReferences = [], finalizers = [], annotations } = metadataOf(deleted);
  const owners = ownerReferences.filter(({ uid }) => isThere(uid));
  for (const { kind, name } of ownerReferences.filter(({ uid }) => !isThere(uid)))
    notes.push(`does not belong to ${kind} ${name} any more, which is gone`);
  setOrDrop(metadata, 'ownerReferences', owners);
  setOrDrop(
    metadata,
    'finalizers',
    finalizers.filter((one) => !OWN_FINALIZER.test(one)),
  );
  const applied = annotations?.[LAST_APPLIED];
  // What kubectl apply compares with.
  if (applied !== undefined)
    metadata['annotations'] = { ...asMap(metadata['annotations']), [LAST_APPLIED]: applied };
  const kind = String(object['kind']);
  OF_KIND[`${groupOf(object)}/${kind}`]?.(object, asMap(object['spec']) ?? {}, notes);
  return { object, notes };
}

type Rule = (object: Json, spec: Json, notes: string[]) => void;

const OF_KIND: Readonly<Record<string, Rule>> = {
  '/Namespace': (object) => delete object['spec'],
  '/Pod': (_object, spec, notes) => {
    delete spec['nodeName'];
    if (spec['ephemeralContainers'] !== undefined) notes.push('comes back without its debug containers');
    delete spec['ephemeralContainers'];
  },
  '/PersistentVolumeClaim': (object, spec, notes) => {
    if (spec['volumeName'] !== undefined)
      notes.push('gets a new volume: the data of the old one is not in it');
    delete spec['volumeName'];
    dropAnnotations(object, /^volume(?:\.beta)?\.kubernetes\.io\/(?:selected-node|storage-provisioner)$/);
  },
  '/PersistentVolume': (_object, spec) => {
    const claim = asMap(spec['claimRef']);
    for (const field of ['uid', 'resourceVersion']) delete claim?.[field];
  },
  '/Secret': (object, _spec, notes) => {
    if (object['type'] !== 'kubernetes.io/service-account-token') return;
    notes.push('gets a new token: the old one is worth nothing any more');
    delete object['data'];
    dropAnnotations(object, /^kubernetes\.io\/service-account\.uid$/);
  },
  // https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector
  'batch/Job': (_object, spec) => {
    if (spec['manualSelector'] === true) return;
    delete spec['selector'];
    const labels = asMap(asMap(asMap(spec['template'])?.['metadata'])?.['labels']) ?? {};
    for (const key of Object.keys(labels))
      if (/^(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)$/.test(key)) delete labels[key];
  },
};

function setOrDrop(metadata: Json, field: string, list: readonly unknown[]): void {
  if (list.length > 0) metadata[field] = list;
  else delete metadata[field];
}

function dropAnnotations(object: Json, which: RegExp): void {
  const annotations = asMap(asMap(object['metadata'])?.['annotations']) ?? {};
  for (const key of Object.keys(annotations)) if (which.test(key)) delete annotations[key];
}

function groupOf({ apiVersion }: Json): string {
  const [group = '', version] = String(apiVersion).split('/');
  return version === undefined ? '' : group;
}

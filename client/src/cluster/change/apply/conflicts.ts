import { ManifestDocument } from '../../../../../server/src/core/manifest/document.ts';
import type { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import { maskSecrets } from '../../look/mask.ts';
import { fieldAt } from './fieldAt.ts';
import type { Manifest } from './readManifests.ts';
import { nameOf } from './readManifests.ts';

/** A field that belongs to somebody else, who gave it another value. */
export interface Conflict {
  /** As the server writes it, such as `.spec.template.spec.containers[name="web"].image`. */
  readonly field: string;
  readonly manager: string;
  /** When the manager last wrote; a time as the API has it. */
  readonly since: string | undefined;
  /** Values in one line; hidden where they are of a Secret, missing where there are none. */
  readonly live: string | undefined;
  readonly wanted: string | undefined;
}

/** What a refusal says of fields that belong to others (https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts). */
export function conflictsOf(failure: ClusterFailure, manifest: Manifest, live: Json | undefined): Conflict[] {
  const causes = failure.status?.details?.causes ?? [];
  const masked = live && new ManifestDocument(JSON.stringify(maskSecrets(live))).root;
  return causes
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ field = '', message = '' }) => {
      const [, manager = message, subresource] = MANAGER.exec(message) ?? [];
      return {
        field,
        manager,
        since: live && timeOf(live, manager, subresource),
        live: masked && valueAt(masked, field),
        wanted: isSecretValue(manifest, field) ? '(hidden)' : valueAt(manifest.root, field),
      };
    });
}

const MANAGER = /^conflict with "([^"]*)"(?: with subresource "([^"]*)")?/;

function isSecretValue({ group, kind }: Manifest, field: string): boolean {
  return group === '' && kind === 'Secret' && /^\.(?:data|stringData)\b/.test(field);
}

function valueAt(root: ManifestDocument['root'], path: string): string | undefined {
  const { field, isExact } = fieldAt(root, path);
  if (!isExact) return undefined;
  const text = field.written ?? JSON.stringify(field.toJSON());
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** So much of a value is shown. */
const MOST = 80;

function timeOf(live: Json, manager: string, subresource: string | undefined): string | undefined {
  const times = entriesOf(live)
    .filter((one) => one['manager'] === manager && (one['subresource'] ?? undefined) === subresource)
    .map(({ time }) => (typeof time === 'string' ? time : ''));
  return times.toSorted().at(-1) || undefined;
}

/** Who set what (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/#System). */
export function entriesOf(live: Json): Json[] {
  return [...mapsIn(asMap(live['metadata'])?.['managedFields'])];
}

/** What there is to know of the conflicts of an object, one line each. */
export function conflictLines(manifest: Manifest, conflicts: readonly Conflict[]): string[] {
  return conflicts.map(({ field, manager, since, live, wanted }) => {
    const when =
      since === undefined ? '' : `, which last wrote ${since.replace('T', ' ').replace('Z', ' UTC')}`;
    const values = wanted === undefined ? '' : `: ${live ?? 'nothing'} there, ${wanted} in the manifest`;
    return `${nameOf(manifest)}: ${field.replace(/^\./, '')} belongs to ${whoIs(manager)}${when}${values}.`;
  });
}

/** Names of managers that few people know, explained. */
export function whoIs(manager: string): string {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(manager))?.[1];
  return meaning === undefined ? `"${manager}"` : `"${manager}" (${meaning})`;
}

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/^kubectl-client-side-apply$/, 'kubectl apply'],
  [/^kubectl-(create|edit|patch|scale|set|label|annotate|rollout|replace|run)$/, 'kubectl by hand'],
  [/^kube-guardrails$/, 'scaled or edited with Kube Guardrails'],
  [/^kube-controller-manager$/, 'controllers of Kubernetes, such as an autoscaler'],
  [/^helm$/i, 'Helm'],
  [/^argocd/, 'Argo CD'],
  [/^kustomize-controller$|^helm-controller$/, 'Flux'],
];

import type { Field } from '../../../../server/src/core/manifest/field.ts';
import type { Asked, Verdict } from './ask.ts';
import type { Saying } from './saying.ts';

/** What a file makes that other objects of it need. */
export interface Brought {
  readonly namespaces: ReadonlySet<string>;
  /** Kinds that definitions of the file have the cluster serve, each as `apiVersion kind`. */
  readonly kinds: ReadonlySet<string>;
}

/** What the objects of a file bring for each other. */
export function broughtBy(objects: readonly { readonly asked: Asked; readonly root: Field }[]): Brought {
  const namespaces = objects.flatMap(({ asked: { apiVersion, kind, name } }) =>
    apiVersion === 'v1' && kind === 'Namespace' && name !== undefined ? [name] : [],
  );
  const kinds = objects.flatMap(({ asked: { apiVersion, kind }, root }) =>
    kind === 'CustomResourceDefinition' && apiVersion.startsWith('apiextensions.k8s.io/')
      ? kindsOf(root.at('spec'))
      : [],
  );
  return { namespaces: new Set(namespaces), kinds: new Set(kinds) };
}

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/ */
function kindsOf(spec: Field): string[] {
  const [group = '', kind = ''] = [spec.at('group').written, spec.at('names', 'kind').written];
  return spec
    .at('versions')
    .items()
    .filter((version) => version.at('served').written === 'true')
    .map((version) => keyOf({ apiVersion: `${group}/${version.at('name').written ?? ''}`, kind }));
}

function keyOf({ apiVersion, kind }: Pick<Asked, 'apiVersion' | 'kind'>): string {
  return `${apiVersion} ${kind}`;
}

/** A verdict in which nothing is wrong that an application of the whole file sets right: it makes these first. */
export function asPartOf(brought: Brought, asked: Asked, verdict: Verdict): Verdict {
  const sayings = verdict.sayings.map((saying) => expected(saying, brought, asked));
  const isRejected = verdict.outcome === 'rejected' && sayings.some(({ severity }) => severity === 'error');
  // What has no error of its own was not asked about as a whole.
  const outcome = verdict.outcome === 'rejected' && !isRejected ? 'unasked' : verdict.outcome;
  return { ...verdict, outcome, sayings };
}

function expected(saying: Saying, { namespaces, kinds }: Brought, asked: Asked): Saying {
  const { missingNamespace, isOfKind } = saying;
  if (missingNamespace !== undefined && namespaces.has(missingNamespace)) {
    const message = `The namespace "${missingNamespace}" is in this file and not in the cluster yet, so not everything was checked. Applying the file makes it first; then check again.`;
    return { ...saying, severity: 'information', message };
  }
  if (isOfKind && kinds.has(keyOf(asked))) {
    const message = `The cluster does not know this version of ${asked.kind} yet, but its definition is in this file. So this object was not checked. Applying the file makes it first; then check again.`;
    return { ...saying, severity: 'information', message };
  }
  return saying;
}

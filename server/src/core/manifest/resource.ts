import type { KindFacts } from '../kinds/kinds.ts';
import { kindFacts } from '../kinds/kinds.ts';
import type { Field } from './field.ts';

/** A Kubernetes object in a document. Two objects are the same only if they are this same value. */
export interface Resource {
  readonly apiVersion: string;
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** As written: `undefined` where the manifest leaves it open. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly root: Field;
  readonly facts: KindFacts | undefined;
}

/** The objects of a document: itself, or the items of a `List` (https://kubernetes.io/docs/reference/using-api/api-concepts/#collections). */
export function resourcesOf(root: Field): Resource[] {
  return collect(root, { left: OBJECT_LIMIT });
}

/** A few lines of lists that repeat each other through aliases can stand for millions of objects. */
const OBJECT_LIMIT = 20_000;

function collect(root: Field, budget: { left: number }): Resource[] {
  if (budget.left-- <= 0) return [];
  const apiVersion = root.at('apiVersion').written;
  const kind = root.at('kind').written;
  if (!apiVersion || !kind) return [];
  if (kind.endsWith('List') && root.at('items').isSeq && !root.at('metadata', 'name').exists) {
    const inferred = kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -4) };
    return root
      .at('items')
      .items()
      .flatMap((item) => {
        const nested = collect(item, budget);
        return nested.length === 0 && inferred && item.isMap
          ? [resource(item, inferred.apiVersion, inferred.kind)]
          : nested;
      });
  }
  return [resource(root, apiVersion, kind)];
}

function resource(root: Field, apiVersion: string, kind: string): Resource {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const metadata = root.at('metadata');
  return {
    apiVersion,
    group,
    version: apiVersion.slice(slash + 1),
    kind,
    namespace: metadata.at('namespace').written,
    name: metadata.at('name').written ?? metadata.at('generateName').written,
    root,
    facts: kindFacts(group, kind),
  };
}

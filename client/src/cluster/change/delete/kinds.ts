import { asMap, mapsIn } from '../../look/comparable.ts';
import type { ResourceType } from '../../resources/discovery.ts';
import type { Located, Target } from '../metadata.ts';

/** Kinds that take others along whatever is asked for. */
export function takesOthersAlong(one: Located): boolean {
  return isNamespace(one) || isDefinition(one) || isNode(one);
}

export function isNamespace({ type }: Located): boolean {
  return type.group === '' && type.kind === 'Namespace';
}

export function isDefinition({ type }: Located): boolean {
  return type.group === 'apiextensions.k8s.io' && type.kind === 'CustomResourceDefinition';
}

export function isNode({ type }: Located): boolean {
  return type.group === '' && type.kind === 'Node';
}

/** The kind that a CustomResourceDefinition defines, in a version that is served. */
export function customType({ object }: Target): ResourceType {
  const spec = asMap(object['spec']) ?? {};
  const names = asMap(spec['names']) ?? {};
  const version = mapsIn(spec['versions']).find(({ served }) => served === true);
  return {
    group: String(spec['group']),
    version: String(version?.['name']),
    kind: String(names['kind']),
    resource: String(names['plural']),
    namespaced: spec['scope'] === 'Namespaced',
    verbs: [],
    shortNames: [],
    subresources: [],
  };
}

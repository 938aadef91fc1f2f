import type { ResourceType } from './discovery.ts';

type Addressed = Pick<ResourceType, 'group' | 'version' | 'resource' | 'namespaced'>;

/** Path of all objects of a kind, in one namespace or in all. */
export function collectionPath(type: Addressed, namespace?: string): string {
  const { group, version, resource, namespaced } = type;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${within}/${resource}`;
}

/** Path of one object. */
export function objectPath(type: Addressed, name: string, namespace?: string): string {
  return `${collectionPath(type, namespace)}/${encodeURIComponent(name)}`;
}

/** Appends a query; what is `undefined` is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined) parameters.set(key, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

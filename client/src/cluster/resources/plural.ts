import type { ResourceType } from './discovery.ts';

/** The plural of a kind as people write it: `NetworkPolicies`. */
export function pluralOf({ kind, resource }: Pick<ResourceType, 'kind' | 'resource'>): string {
  const lower = kind.toLowerCase();
  if (resource === lower) return kind; // Endpoints
  if (resource === `${lower}s`) return `${kind}s`;
  if (resource === `${lower}es`) return `${kind}es`;
  if (resource === `${lower.slice(0, -1)}ies`) return `${kind.slice(0, -1)}ies`;
  return kind;
}

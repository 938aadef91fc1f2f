import { ClusterFailure } from '../failure.ts';
import type { Connection } from '../transport/connection.ts';

/** A kind of object that an API server serves. */
export interface ResourceType {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural name, as in addresses. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly subresources: readonly string[];
}

/** Kinds of the API server, each in the version that it prefers. */
export interface Discovery {
  readonly types: readonly ResourceType[];
  /** Groups that did not answer, such as an aggregated API whose server is down. */
  readonly missing: readonly string[];
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/**
 * Asks which kinds there are (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api): in two requests where the
 * server offers aggregated discovery (1.26), else group by group.
 */
export async function discover(connection: Connection): Promise<Discovery> {
  const [core, groups] = await Promise.all(
    ['/api', '/apis'].map((path) => connection.json<Aggregated | Legacy>({ path, accept: AGGREGATED })),
  );
  if (core && groups && 'items' in core && 'items' in groups) {
    const items = [...core.items, ...groups.items];
    return { types: items.flatMap(typesOf), missing: items.flatMap(missingOf) };
  }
  return discoverByGroup(connection, groups as Legacy);
}

interface Aggregated {
  readonly items: readonly GroupItem[];
}
interface GroupItem {
  readonly metadata?: { readonly name?: string };
  readonly versions?: readonly {
    readonly version: string;
    readonly freshness?: string;
    readonly resources?: readonly {
      readonly resource: string;
      readonly responseKind?: { readonly kind?: string };
      readonly scope: string;
      readonly verbs?: readonly string[];
      readonly shortNames?: readonly string[];
      readonly subresources?: readonly { readonly subresource: string }[];
    }[];
  }[];
}

function typesOf({ metadata, versions = [] }: GroupItem): ResourceType[] {
  const seen = new Set<string>();
  return versions.flatMap(({ version, resources = [] }) =>
    resources.flatMap((one): ResourceType[] => {
      if (seen.has(one.resource)) return []; // versions come in the order of preference
      seen.add(one.resource);
      return [
        {
          group: metadata?.name ?? '',
          version,
          kind: one.responseKind?.kind ?? one.resource,
          resource: one.resource,
          namespaced: one.scope === 'Namespaced',
          verbs: one.verbs ?? [],
          shortNames: one.shortNames ?? [],
          subresources: (one.subresources ?? []).map(({ subresource }) => subresource),
        },
      ];
    }),
  );
}

function missingOf({ metadata, versions = [] }: GroupItem): string[] {
  return versions
    .filter(({ freshness, resources }) => freshness === 'Stale' && !resources?.length)
    .map(({ version }) => `${metadata?.name ?? ''}/${version}`);
}

interface Legacy {
  readonly groups?: readonly {
    readonly name: string;
    readonly versions: readonly { readonly groupVersion: string }[];
    readonly preferredVersion?: { readonly groupVersion: string };
  }[];
}
interface LegacyList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
    readonly shortNames?: readonly string[];
  }[];
}

async function discoverByGroup(connection: Connection, { groups = [] }: Legacy): Promise<Discovery> {
  const missing: string[] = [];
  const order = groups.flatMap(({ versions, preferredVersion }) => {
    const all = versions.map(({ groupVersion }) => groupVersion);
    return preferredVersion ? [...new Set([preferredVersion.groupVersion, ...all])] : all;
  });
  const lists = await Promise.all(
    ['v1', ...order].map(async (groupVersion) => {
      const path = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
      const list = await connection.json<LegacyList>({ path }).catch((error: unknown) => {
        if (!(error instanceof ClusterFailure)) throw error;
        missing.push(groupVersion);
        return {};
      });
      return legacyTypes(groupVersion, list);
    }),
  );
  const seen = new Set<string>();
  const types = lists.flat().filter(({ group, resource }) => {
    const key = `${group}/${resource}`;
    return !seen.has(key) && seen.add(key);
  });
  return { types, missing };
}

function legacyTypes(groupVersion: string, { resources = [] }: LegacyList): ResourceType[] {
  const [version = '', group = ''] = groupVersion.split('/').toReversed();
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced, verbs, shortNames = [] }) => ({
      group,
      version,
      kind,
      resource: name,
      namespaced,
      verbs,
      shortNames,
      subresources: resources.flatMap((one) =>
        one.name.startsWith(`${name}/`) ? [one.name.slice(name.length + 1)] : [],
      ),
    }));
}

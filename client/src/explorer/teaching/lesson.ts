import type { COMMANDS } from '../../commands/commands.ts';
import { TABLE } from '../../cluster/resources/table.ts';
import type { RowQuery } from '../../cluster/resources/rowList.ts';
import { collectionPath, objectPath, withQuery } from '../../cluster/resources/address.ts';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { Row } from '../../cluster/resources/table.ts';

/** A request that a row makes, and what to type for the same. */
export interface Lesson {
  /** What it reads, in a few words. */
  readonly about: string;
  readonly path: string;
  readonly accept: string;
  /** Of a WebSocket, which the request asks for. */
  readonly protocol?: string;
  /** Arguments of kubectl, without those that choose the context. */
  readonly kubectl: readonly string[];
  /** Arguments of helm that do the same, without those that choose the context. */
  readonly helm?: readonly string[];
  /** The command of the row's menu that asks this; without one, the row itself does. */
  readonly action?: ActionTitle;
}

/** Commands of the menu as it shows them. */
export type ActionTitle = Extract<
  (typeof COMMANDS)[number],
  { readonly clusters: { readonly rows: string } }
>['title'];

export const JSON_TYPE = 'application/json';

/** A list that is kept up to date: what kubectl calls `get --watch`. */
export function listLesson({ type, namespace, labelSelector, fieldSelector }: RowQuery): Lesson {
  const path = withQuery(collectionPath(type, namespace), { limit: 500, labelSelector, fieldSelector });
  return {
    about: `${type.resource}, as the table that the server prints; then a watch tells of changes`,
    path,
    accept: TABLE,
    kubectl: [
      'get',
      nameOf(type),
      ...placeOf(type, namespace),
      ...(labelSelector === undefined ? [] : ['--selector', labelSelector]),
      ...(fieldSelector === undefined ? [] : ['--field-selector', fieldSelector]),
      '--watch',
    ],
  };
}

/** One object as YAML. */
export function objectLesson(type: ResourceType, { name, namespace }: Row): Lesson {
  return {
    about: `the ${type.kind} itself`,
    path: objectPath(type, name, namespace),
    accept: JSON_TYPE,
    kubectl: ['get', nameOf(type), name, ...placeOf(type, namespace), '--output', 'yaml'],
  };
}

/** What pods or nodes use. */
export function usageLesson(path: string, kind: 'Pod' | 'Node', namespace: string | undefined): Lesson {
  const place = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
  return {
    about: 'what they use, as the metrics server has measured it; asked again every 20 seconds',
    path,
    accept: JSON_TYPE,
    kubectl: kind === 'Node' ? ['top', 'nodes'] : ['top', 'pods', ...place],
  };
}

/** Which kinds there are. */
export function kindsLesson(namespaced: boolean): Lesson {
  return {
    about: 'the kinds that the server offers, and beside them those of the core at /api',
    path: '/apis',
    accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    kubectl: ['api-resources', `--namespaced=${namespaced}`, '--verbs', 'list'],
  };
}

/** Names that two groups share need their group. */
export function nameOf({ group, resource }: ResourceType): string {
  return group === '' ? resource : `${resource}.${group}`;
}

export function placeOf({ namespaced }: ResourceType, namespace: string | undefined): readonly string[] {
  if (!namespaced) return [];
  return namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
}

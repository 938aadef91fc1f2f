import { ClusterFailure } from '../failure.ts';
import type { LabelSelector, Pod } from '../models.ts';
import type { Connection } from '../transport/connection.ts';
import { collectionPath, withQuery } from '../resources/address.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { RowQuery } from '../resources/rowList.ts';

/** An object whose pods are wanted: a pod, a Service, or a workload. */
export interface PodOwner {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Its path in the API. */
  readonly path: string;
}

const PODS: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  verbs: [],
  shortNames: [],
  subresources: [],
};

/** What finds the pods of an object, those to come included. */
export async function podsOf(connection: Connection, owner: PodOwner): Promise<RowQuery> {
  const { kind, name, namespace } = owner;
  if (kind === 'Pod') return { type: PODS, namespace, fieldSelector: `metadata.name=${name}` };
  const path = kind === 'CronJob' ? await newestJob(connection, owner) : owner.path;
  const { spec } = await connection.json<{ spec?: { selector?: unknown } }>({ path });
  const labelSelector = selectorText(spec?.selector);
  if (labelSelector !== '') return { type: PODS, namespace, labelSelector };
  const advice = 'Choose something that has pods of its own.';
  throw new ClusterFailure('notFound', `${kind} ${name} selects no pods.`, advice);
}

/** The pods themselves, as they are now. */
export async function readPods(connection: Connection, query: RowQuery): Promise<readonly Pod[]> {
  const { type, namespace, labelSelector, fieldSelector } = query;
  const path = withQuery(collectionPath(type, namespace), { labelSelector, fieldSelector, limit: 500 });
  const { items } = await connection.json<{ items: readonly Pod[] }>({ path });
  return items;
}

/** Path of a subresource of a pod. */
export function podPath(namespace: string, name: string, subresource?: string): string {
  const path = `${collectionPath(PODS, namespace)}/${encodeURIComponent(name)}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}

/** A selector as queries have it: of a Service, or of a workload. Selects nothing where it is empty. */
export function selectorText(selector: unknown): string {
  const { matchLabels, matchExpressions = [] } = (selector ?? {}) as LabelSelector;
  const isPlain = matchLabels === undefined && matchExpressions.length === 0;
  const labels = isPlain ? (selector as Record<string, string> | undefined) : matchLabels;
  const equal = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [...equal, ...matchExpressions.map(expressionText)].join(',');
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement */
function expressionText({
  key,
  operator,
  values = [],
}: {
  key: string;
  operator: string;
  values?: string[];
}) {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    default:
      return `${key} in (${values.join(',')})`;
  }
}

async function newestJob(connection: Connection, { name, namespace }: PodOwner): Promise<string> {
  const jobs = `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs`;
  const { items } = await connection.json<{ items: readonly Pod[] }>({ path: jobs });
  const [newest] = items
    .filter(({ metadata }) => metadata?.ownerReferences?.some((one) => one.controller && one.name === name))
    .toSorted((a, b) =>
      String(b.metadata?.creationTimestamp).localeCompare(String(a.metadata?.creationTimestamp)),
    );
  if (newest?.metadata?.name) return `${jobs}/${encodeURIComponent(newest.metadata.name)}`;
  throw new ClusterFailure('notFound', `CronJob ${name} has not run yet.`, 'Wait until it does.');
}

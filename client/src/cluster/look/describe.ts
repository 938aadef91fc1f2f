import type { Pod } from '../models.ts';
import { collectionPath, objectPath, withQuery } from '../resources/address.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { Row } from '../resources/table.ts';
import type { Session } from '../session.ts';
import type { Amounts, Quantities } from '../usage/amounts.ts';
import { amountsOf, cpuText, memoryText, percentText } from '../usage/amounts.ts';
import type { Bound, Bounded } from '../usage/bounds.ts';
import { boundsOf } from '../usage/bounds.ts';
import { violationsOf } from '../verdict/violations.ts';
import { imagesOf } from './compareNamespaces.ts';
import type { Json } from './comparable.ts';
import { containerMessages, containerState } from './containerState.ts';
import { asMap } from './comparable.ts';

/** So many events are told of. */
const MOST = 5;

/**
 * What is worth knowing of an object at a glance: where it is, whose it is and what keeps it from going, its conditions, images, containers
 * that are not well, usage, what policies found, and latest events, a section each.
 */
export async function describeObject(
  session: Session,
  type: ResourceType,
  { name, namespace, uid }: Pick<Row, 'name' | 'namespace'> & Partial<Pick<Row, 'uid'>>,
): Promise<readonly (readonly string[])[]> {
  const [object, usage, events, violations] = await Promise.all([
    session.connection.json<Json>({ path: objectPath(type, name, namespace) }),
    usageOf(session, type, name, namespace).catch(() => undefined),
    uid === undefined ? [] : eventsOf(session, uid, namespace).catch(() => []),
    violationsOf(session).catch(() => undefined),
  ]);
  const found = violations?.of({ kind: type.kind, name, namespace }) ?? [];
  const violated = found.map(({ by, message }) => `${by}: ${message}`);
  const images = [...imagesOf(object)].map(([container, image]) => `${container}: ${image}`);
  const used = usage ? usageLines(usage, object) : [];
  const pod: Pick<Pod, 'spec' | 'status'> = type.group === '' && type.kind === 'Pod' ? object : {};
  const standing = [...placeOf(pod), ...standingOf(object)];
  const sections = [standing, conditionsOf(object), images, troublesOf(pod), used, violated, events];
  return sections.filter((section) => section.length > 0);
}

/** Who makes an object, and what it waits for while it is being deleted. */
function standingOf({ metadata }: Pick<Pod, 'metadata'>): string[] {
  const { deletionTimestamp, finalizers = [], ownerReferences = [] } = metadata ?? {};
  const owner = ownerReferences.find(({ controller }) => controller);
  const held = finalizers.join(', ');
  return [
    ...(owner ? [`made by ${owner.kind} ${owner.name}`] : []),
    ...(deletionTimestamp ? [`is being deleted since ${String(deletionTimestamp)}`] : []),
    ...(deletionTimestamp && held !== '' ? [`goes once these finalizers are taken away: ${held}`] : []),
  ];
}

/** Where a Pod is, and why it was ended. */
function placeOf({ spec, status }: Pick<Pod, 'spec' | 'status'>): string[] {
  const address = status?.podIP ? `, address ${status.podIP}` : '';
  return [
    ...(spec?.nodeName ? [`runs on ${spec.nodeName}${address}`] : []),
    ...(status?.message ? [`${status.reason ?? 'Status'}: ${status.message}`] : []),
  ];
}

/** Containers that do not run as they should, with what is told of them. */
function troublesOf({ status }: Pick<Pod, 'status'>): string[] {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses.flatMap((one) => {
    const { text, health } = containerState(one);
    const isFine = health === 'ended' || (health === 'runs' && !one.restartCount);
    return isFine ? [] : [`${one.name}: ${[text, ...containerMessages(one)].join('; ')}`];
  });
}

function conditionsOf(object: Json): string[] {
  const conditions = asMap(object['status'])?.['conditions'];
  if (!Array.isArray(conditions)) return [];
  return (conditions as unknown[]).flatMap((one) => {
    const { type, status, reason, message } = asMap(one) ?? {};
    const why = [reason, message].filter((text) => typeof text === 'string' && text !== '');
    return typeof type === 'string' ? [`${type}: ${[String(status), ...why].join(', ')}`] : [];
  });
}

/** What a Pod or Node uses, where the cluster measures it (https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/). */
async function usageOf(
  session: Session,
  { group, kind }: ResourceType,
  name: string,
  namespace: string | undefined,
): Promise<Metrics | undefined> {
  if (group !== '' || (kind !== 'Pod' && kind !== 'Node')) return undefined;
  const { types } = await session.discovery();
  const metrics = types.find((one) => one.group === 'metrics.k8s.io' && one.kind === `${kind}Metrics`);
  return metrics && session.connection.json<Metrics>({ path: objectPath(metrics, name, namespace) });
}

interface Metrics {
  readonly usage?: Quantities;
  readonly containers?: readonly { readonly name: string; readonly usage?: Quantities }[];
}

function usageLines({ usage, containers }: Metrics, object: Bounded): string[] {
  const bounds = boundsOf(object);
  const lines = (containers ?? []).map(({ name, usage }) => {
    const limit = bounds.containers.get(name);
    return `${name} uses ${amountsText(amountsOf(usage), limit ? { amount: limit, of: 'limit' } : undefined)}`;
  });
  return usage ? [`uses ${amountsText(amountsOf(usage), bounds.memory)}`, ...lines] : lines;
}

function amountsText({ cpu, memory }: Amounts, bound: Bound | undefined): string {
  const share =
    memory !== undefined && bound ? `, ${percentText(memory / bound.amount)} of its ${bound.of}` : '';
  return `CPU ${cpu === undefined ? 'unknown' : cpuText(cpu)}, memory ${memory === undefined ? 'unknown' : memoryText(memory)}${share}`;
}

async function eventsOf(session: Session, uid: string, namespace: string | undefined): Promise<string[]> {
  const path = collectionPath(EVENTS, namespace ?? 'default');
  const { items } = await session.connection.json<{ items?: readonly Event[] | null }>({
    path: withQuery(path, { fieldSelector: `involvedObject.uid=${uid}`, limit: 100 }),
  });
  const latest = (items ?? []).toSorted((a, b) => timeOf(b).localeCompare(timeOf(a))).slice(0, MOST);
  return latest.map(({ type, reason = '', message = '', count = 1 }) => {
    const often = count > 1 ? ` (${count} times)` : '';
    return `${type === 'Warning' ? 'Warning: ' : ''}${reason}: ${message.trim()}${often}`;
  });
}

const EVENTS = { group: '', version: 'v1', resource: 'events', namespaced: true };

interface Event {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly metadata: { readonly creationTimestamp: string };
}

function timeOf({ lastTimestamp, eventTime, metadata }: Event): string {
  return lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
}

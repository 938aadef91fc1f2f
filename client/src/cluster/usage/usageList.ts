import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../failure.ts';
import { collectionPath } from '../resources/address.ts';
import type { Discovery } from '../resources/discovery.ts';
import type { Connection } from '../transport/connection.ts';
import type { Amounts, Quantities } from './amounts.ts';
import { amountsOf, sumOf } from './amounts.ts';
import type { Selector } from './selector.ts';

/** Where usage is asked for. */
export interface Measurable {
  readonly connection: Connection;
  discovery(): Promise<Discovery>;
}

export interface UsageQuery {
  readonly kind: 'Pod' | 'Node';
  /** Of pods: all namespaces, if missing. */
  readonly namespace?: string | undefined;
}

/** What a pod or a node used of late. */
export interface Measured extends Amounts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the containers of a pod, by name. */
  readonly containers: ReadonlyMap<string, Amounts>;
}

/** Milliseconds between two questions; the metrics server itself looks every 15 s. */
const EVERY = 20_000;
/** The same where so many were measured, or where the metrics server is in trouble. */
const [MANY, SELDOM] = [2000, 60_000];

/**
 * What all pods of a namespace, or all nodes, use, asked for again and again
 * (https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/). Asks nothing where the cluster does not measure.
 */
export class UsageList {
  readonly #cluster: Measurable;
  readonly #query: UsageQuery;
  readonly #every: number;
  readonly #onChange: () => void;
  readonly #closing = new AbortController();
  #path: string | undefined;
  #found: ReadonlyMap<string, Measured> = new Map();
  #byLabel: ReadonlyMap<string, readonly Measured[]> | undefined;

  constructor(cluster: Measurable, query: UsageQuery, onChange: () => void, every = EVERY) {
    this.#cluster = cluster;
    this.#query = query;
    this.#onChange = onChange;
    this.#every = every;
    void this.#run();
  }

  /** What it asks for; `undefined` where there is nobody to ask. */
  get path(): string | undefined {
    return this.#path;
  }

  of(name: string, namespace?: string): Measured | undefined {
    return this.#found.get(keyOf(name, namespace));
  }

  /** What the pods of a selector use together. */
  ofSelected({ label, matches }: Selector, namespace: string): Amounts {
    this.#byLabel ??= byLabel(this.#found);
    const candidates = this.#byLabel.get(keyOf(label ? label.join('=') : '', namespace)) ?? [];
    return sumOf(candidates.filter(({ labels }) => matches(labels)));
  }

  close(): void {
    this.#closing.abort();
  }

  async #run(): Promise<void> {
    const { kind, namespace } = this.#query;
    const { types } = await this.#cluster.discovery().catch(() => ({ types: [] }));
    const type = types.find((one) => one.group === 'metrics.k8s.io' && one.kind === `${kind}Metrics`);
    if (!type || this.#closing.signal.aborted) return;
    const path = collectionPath(type, namespace);
    this.#path = path;
    let isAllowed = true;
    while (isAllowed && !this.#closing.signal.aborted) {
      let wait = this.#every;
      try {
        this.#found = await this.#read(path);
        if (this.#found.size > MANY) wait = Math.max(wait, SELDOM);
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        isAllowed = !(error instanceof ClusterFailure && error.kind === 'forbidden');
        this.#found = new Map(); // figures of the past would be taken for those of now
        wait = Math.max(wait, SELDOM);
      }
      this.#byLabel = undefined;
      this.#onChange();
      const { signal } = this.#closing;
      if (isAllowed) await pause(wait, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #read(path: string): Promise<ReadonlyMap<string, Measured>> {
    const { signal } = this.#closing;
    const { items } = await this.#cluster.connection.json<Metrics>({ path, signal });
    const found = (items ?? []).map(({ metadata, usage, containers = [] }): [string, Measured] => {
      const { name, namespace, labels = {} } = metadata;
      const own = new Map(containers.map((one) => [one.name, amountsOf(one.usage)]));
      const amounts = usage ? amountsOf(usage) : sumOf([...own.values()]);
      return [keyOf(name, namespace), { name, labels, containers: own, ...amounts }];
    });
    return new Map(found);
  }
}

interface Metrics {
  readonly items?:
    | readonly {
        readonly metadata: {
          readonly name: string;
          readonly namespace?: string;
          readonly labels?: Readonly<Record<string, string>>;
        };
        readonly usage?: Quantities;
        readonly containers?: readonly { readonly name: string; readonly usage?: Quantities }[];
      }[]
    | null;
}

function keyOf(name: string, namespace = ''): string {
  return `${namespace}/${name}`;
}

/** By namespace and label, for many workloads look for their pods among many; under no label all of a namespace. */
function byLabel(found: ReadonlyMap<string, Measured>): ReadonlyMap<string, readonly Measured[]> {
  const lists = new Map<string, Measured[]>();
  for (const [key, one] of found) {
    const namespace = key.slice(0, -one.name.length - 1);
    const labels = Object.entries(one.labels).map(([label, value]) => `${label}=${value}`);
    for (const label of ['', ...labels]) {
      const list = lists.get(keyOf(label, namespace));
      if (list) list.push(one);
      else lists.set(keyOf(label, namespace), [one]);
    }
  }
  return lists;
}

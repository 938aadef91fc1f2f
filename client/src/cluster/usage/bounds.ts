import type { Amounts, Quantities } from './amounts.ts';
import { amountsOf, sumOf } from './amounts.ts';

/** What usage is measured by: a limit, else a request; of a node what its pods may have. */
export interface Bound {
  readonly amount: number;
  readonly of: 'limit' | 'request' | 'allocatable';
}

export interface Bounds {
  readonly cpu?: Bound;
  readonly memory?: Bound;
  /** Memory limits of containers, by name, in bytes: the kernel ends what goes beyond its own. */
  readonly containers: ReadonlyMap<string, number>;
}

interface Resources {
  readonly limits?: Quantities;
  readonly requests?: Quantities;
}
interface ContainerSpec {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly resources?: Resources;
}
interface PodSpec {
  readonly containers?: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
  /** Of the pod as a whole (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification). */
  readonly resources?: Resources;
}

/** An object as far as it says what it may use. */
export interface Bounded {
  readonly kind?: string;
  readonly spec?: PodSpec;
  readonly status?: { readonly allocatable?: Quantities };
}

/** What a Pod or a Node may use. */
export function boundsOf({ spec, status }: Bounded): Bounds {
  if (status?.allocatable) {
    const { cpu, memory } = amountsOf(status.allocatable);
    return {
      ...named('cpu', cpu, 'allocatable'),
      ...named('memory', memory, 'allocatable'),
      containers: NONE,
    };
  }
  // A sidecar is an init container that goes on running.
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const running = [...(spec?.containers ?? []), ...sidecars];
  const of = (which: keyof Resources): Amounts => {
    const own = amountsOf(spec?.resources?.[which]);
    const all = sumOf(running.map(({ resources }) => amountsOf(resources?.[which])));
    return { cpu: own.cpu ?? all.cpu, memory: own.memory ?? all.memory };
  };
  const [limits, requests] = [of('limits'), of('requests')];
  const containers = running.flatMap(({ name, resources }): [string, number][] => {
    const { memory } = amountsOf(resources?.limits);
    return memory === undefined ? [] : [[name, memory]];
  });
  return {
    ...named('cpu', requests.cpu, 'request'),
    ...named('memory', requests.memory, 'request'),
    ...named('cpu', limits.cpu, 'limit'),
    ...named('memory', limits.memory, 'limit'),
    containers: new Map(containers),
  };
}

const NONE: ReadonlyMap<string, number> = new Map();

function named(key: 'cpu' | 'memory', amount: number | undefined, of: Bound['of']): Partial<Bounds> {
  return amount === undefined || amount === 0 ? {} : { [key]: { amount, of } };
}

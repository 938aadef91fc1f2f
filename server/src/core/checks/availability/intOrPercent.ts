import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { isApps, rollingUpdate } from '../workload/appsKinds.ts';

/** A field that holds a number of pods or a percentage of them. */
export interface AmountField {
  readonly field: Field;
  /** Whether more than 100% makes no sense there. */
  readonly atMostAll: boolean;
}

/** The numbers or percentages of pods in an object that the API server checks. */
export function amountFields(resource: Resource): AmountField[] {
  const { group, kind, root } = resource;
  if (isApps(resource, 'Deployment', 'DaemonSet')) {
    const rolling = rollingUpdate(resource);
    if (!rolling) return [];
    return [
      { field: rolling.at('maxUnavailable'), atMostAll: true },
      { field: rolling.at('maxSurge'), atMostAll: kind === 'DaemonSet' },
    ];
  }
  if (group !== 'policy' || kind !== 'PodDisruptionBudget') return [];
  return ['minAvailable', 'maxUnavailable'].map((key) => ({
    field: root.at('spec', key),
    atMostAll: true,
  }));
}

/** The number before the `%`; `undefined` for what is no percentage. */
export function percentOf(field: Field): number | undefined {
  const match = /^(\d+)%$/.exec(field.string ?? '');
  return match ? Number(match[1]) : undefined;
}

/** Whether an amount is 0 or 0%. `undefined` where it is not written, or not valid. */
export function isZero(field: Field): boolean | undefined {
  const amount = field.number ?? percentOf(field);
  return amount === undefined ? undefined : amount === 0;
}

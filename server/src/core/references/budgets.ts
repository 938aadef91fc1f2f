import { groupBy } from '../groupBy.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derivedLists } from '../workspace/derived.ts';
import { isBudget } from './objects.ts';
import { knowable, labelsOfPods, podsWith } from './selection.ts';
import type { Selector } from './selectors.ts';
import { labelSelector } from './selectors.ts';

/**
 * What a PodDisruptionBudget selects by; `undefined` where it selects nothing. An empty selector selects every pod of the
 * namespace in `policy/v1` and none in `policy/v1beta1`
 * (https://kubernetes.io/docs/reference/using-api/deprecation-guide/#poddisruptionbudget-v125).
 */
function budgetSelector(budget: Resource): Selector | undefined {
  if (!isBudget(budget)) return undefined;
  const selector = labelSelector(budget.root.at('spec', 'selector'));
  return selector?.isEmpty && budget.version === 'v1beta1' ? undefined : selector;
}

/** The workloads whose pods a PodDisruptionBudget selects. */
export function workloadsOf(workspace: Workspace, budget: Slot): Slot[] {
  const selector = budgetSelector(budget.resource);
  return selector ? podsWith(workspace, budget, knowable(workspace, budget, selector)) : [];
}

/** The PodDisruptionBudgets that select the pods of a workload. */
export function budgetsOf(workspace: Workspace, workload: Slot): Slot[] {
  const budgets = index(workspace);
  const own = labelsOfPods(workload.resource);
  const keys = ['', ...[...own].map(([key, value]) => `${key}=${value}`)];
  const found = new Set(keys.flatMap((key) => budgets.get(key)));
  return workspace.nearest(
    workload,
    found,
    (budget) => knowableSelector(workspace, budget)?.matches(own) ?? false,
  );
}

function knowableSelector(workspace: Workspace, budget: Slot): Selector | undefined {
  const selector = budgetSelector(budget.resource);
  return selector && knowable(workspace, budget, selector);
}

/** Budgets by one label that they ask for, or by '' where they ask for none. */
const index = derivedLists((workspace) =>
  groupBy(workspace.ofKind('PodDisruptionBudget'), (slot) => {
    const [pair] = knowableSelector(workspace, slot)?.equal ?? [];
    return pair?.join('=') ?? '';
  }),
);

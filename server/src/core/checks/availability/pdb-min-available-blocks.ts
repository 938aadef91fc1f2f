import type { Resource } from '../../manifest/resource.ts';
import { workloadsOf } from '../../references/budgets.ts';
import { isBudget, titleOf } from '../../references/objects.ts';
import { mayBePatched } from '../../references/patched.ts';
import type { Scale } from '../../references/scaling.ts';
import { scaleOf } from '../../references/scaling.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { defineCheck } from '../check.ts';
import { oneAtATime } from './budgetLimit.ts';
import { percentOf } from './intOrPercent.ts';

export default defineCheck({
  id: 'pdb-min-available-blocks',
  title: 'A PodDisruptionBudget asks for fewer pods than run',
  category: 'availability',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['pdb-min-available'],
    polaris: ['pdbMinAvailableGreaterThanHPAMinReplicas'],
  },
  check({ target, resource, environment, workspace, slot, report }) {
    const limit = target.at('spec', 'minAvailable');
    const percent = percentOf(limit);
    if (!isBudget(resource) || environment.partial || !(limit.number ?? percent)) return;
    // Then another check speaks.
    if (target.at('spec', 'maxUnavailable').exists) return;
    if (percent === 100 && environment.isOn('pdb-zero-disruptions')) return;
    if (mayBePatched(workspace, slot.uri, 'minAvailable|maxUnavailable')) return;
    const workloads = coveredBy(workspace, slot);
    const scales = workloads?.map((one) => scaleOf(workspace, one));
    if (!workloads || !scales?.every((scale) => scale !== undefined)) return;
    const total = scales.reduce((sum, { least }) => sum + least, 0);
    const needed = percent === undefined ? (limit.number ?? 0) : Math.ceil((percent * total) / 100);
    if (total === 0 || needed < total) return;
    const rounded = percent === undefined ? '' : ` (${limit.written}, rounded up)`;
    const message = `${described(workloads, scales, total)}, and ${needed}${rounded} must stay, so none can be evicted: let one go, or run more`;
    report(limit, message, {
      related: scales.map(({ field, slot: origin }) => ({ field, message: 'how many run', origin })),
      fixes: [oneAtATime(limit)],
    });
  },
});

/** The workloads that a budget covers, if it is sure that these and no others are deployed with it. */
function coveredBy(workspace: Workspace, budget: Slot): Slot[] | undefined {
  if (!workspace.isComplete(budget.uri)) return undefined;
  const workloads = workloadsOf(workspace, budget).filter((slot) => !workspace.isPartial(slot));
  const names = new Set(workloads.map(({ resource }) => nameIn(resource)));
  // Two of one name are two versions of the same.
  return workloads.length > 0 && names.size === workloads.length ? workloads : undefined;
}

function nameIn({ kind, namespace, name }: Resource): string {
  return `${kind}/${namespace}/${name}`;
}

function described(workloads: readonly Slot[], scales: readonly Scale[], total: number): string {
  const [first, ...others] = workloads;
  const who = first && others.length === 0 ? titleOf(first.resource) : `${workloads.length} workloads`;
  const verb = others.length === 0 ? 'runs' : 'run';
  const isScaled = scales.some(({ slot }) => !workloads.includes(slot));
  return `${who} ${isScaled ? 'may run as few as' : verb} ${total} ${total === 1 ? 'pod' : 'pods'}`;
}

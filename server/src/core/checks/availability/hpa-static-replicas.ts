import { remove } from '../../manifest/edit.ts';
import { titleOf } from '../../references/objects.ts';
import { mayBePatched } from '../../references/patched.ts';
import { autoscalersOf } from '../../references/scaling.ts';
import { defineCheck } from '../check.ts';
import { REPLICATED } from './replicas.ts';

export default defineCheck({
  id: 'hpa-static-replicas',
  title: 'Only one decides how many pods run',
  category: 'availability',
  severity: 'warning',
  kinds: REPLICATED,
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-score': ['deployment-targeted-by-hpa-does-not-have-replicas-configured'] },
  check({ resource, environment, workspace, slot, report }) {
    const replicas = resource.root.at('spec', 'replicas');
    // 0 switches autoscaling off, on purpose.
    if (!replicas.exists || replicas.value === 0 || environment.partial) return;
    const [scaler] = autoscalersOf(workspace, slot);
    if (!scaler || mayBePatched(workspace, slot.uri, 'replicas')) return;
    const target = scaler.resource.root.at('spec', 'scaleTargetRef', 'name');
    const message = `${titleOf(scaler.resource)} scales this, and each time it is applied \`replicas\` undoes that: remove it`;
    report(replicas, message, {
      related: [{ field: target, message: 'the autoscaler', origin: scaler }],
      fixes: [{ title: 'Remove `replicas`', safe: false, edits: () => remove(replicas) }],
    });
  },
});

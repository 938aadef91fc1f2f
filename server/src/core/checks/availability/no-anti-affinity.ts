import { mayBePatched } from '../../references/patched.ts';
import { defineCheck } from '../check.ts';
import { REPLICATED, replicatedScale } from './replicas.ts';
import { isSpread, spreadFix, takesNodePort } from './spread.ts';

export default defineCheck({
  id: 'no-anti-affinity',
  title: 'Pods of a workload are kept apart',
  category: 'availability',
  severity: 'information',
  kinds: REPLICATED,
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['no-anti-affinity'],
    'kube-score': ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
  },
  check(context) {
    const { target, resource, pod, workspace, slot, report } = context;
    const scale = replicatedScale(context);
    if (!pod || !scale || isSpread(pod, resource.namespace)) return;
    if (takesNodePort(pod) || mayBePatched(workspace, slot.uri, 'ffinity|topologySpread')) return;
    const here = scale.slot === slot;
    const message = `nothing asks to keep the ${scale.least} pods apart, so one node may hold them all: spread them`;
    report(target.at('topologySpreadConstraints'), message, {
      at: here ? scale.field : resource.root.at('metadata', 'name'),
      related: here ? [] : [{ field: scale.field, message: 'how many run', origin: scale.slot }],
      fixes: spreadFix(resource, pod, 'kubernetes.io/hostname'),
    });
  },
});

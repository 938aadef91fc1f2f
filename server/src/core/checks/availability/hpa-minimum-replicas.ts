import { set } from '../../manifest/edit.ts';
import { isAutoscaler } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'hpa-minimum-replicas',
  title: 'Autoscalers keep enough pods to lose one',
  category: 'availability',
  severity: 'off',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['hpa-minimum-three-replicas'],
    'kube-score': ['horizontalpodautoscaler-replicas'],
    polaris: ['hpaMinAvailability'],
  },
  options: {
    minimum: { type: 'number', default: 2, description: 'The least `minReplicas` of an autoscaler.' },
  },
  check({ target, resource, environment, options, report }) {
    const field = target.at('spec', 'minReplicas');
    const { minimum } = options;
    // Absent it is 1.
    const least = field.exists ? field.number : environment.partial ? undefined : 1;
    if (!isAutoscaler(resource) || least === undefined || least >= minimum) return;
    const most = target.at('spec', 'maxReplicas').number ?? minimum;
    const message = `scales down to ${least} ${least === 1 ? 'pod' : 'pods'}: keep ${minimum} or more, so that one may fail`;
    const edits = (): ReturnType<typeof set> => set(field, minimum);
    report(field, message, {
      ...(field.exists ? {} : { at: target.at('metadata', 'name') }),
      fixes: most < minimum ? [] : [{ title: `Set \`minReplicas: ${minimum}\``, safe: false, edits }],
    });
  },
});

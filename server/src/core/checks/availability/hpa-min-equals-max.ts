import { isAutoscaler } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'hpa-min-equals-max',
  title: 'Autoscalers have room to scale',
  category: 'availability',
  severity: 'warning',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: null,
  aliases: { polaris: ['hpaMaxAvailability'] },
  check({ target, resource, environment, report }) {
    const [min, max] = [target.at('spec', 'minReplicas'), target.at('spec', 'maxReplicas')];
    if (!isAutoscaler(resource) || environment.partial || !max.number) return;
    const least = min.exists ? min.number : 1;
    if (least !== max.number) return;
    const why = min.exists ? '`minReplicas` is the same' : '`minReplicas` is 1 unless it is set';
    report(
      max,
      `${why}, so this autoscaler never scales: raise \`maxReplicas\`, or set a fixed number in the workload`,
      {
        related: min.exists ? [{ field: min, message: 'the least' }] : [],
      },
    );
  },
});

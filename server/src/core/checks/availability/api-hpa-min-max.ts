import { set } from '../../manifest/edit.ts';
import { isAutoscaler } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { metricsOf } from './autoscaler.ts';

export default defineCheck({
  id: 'api-hpa-min-max',
  title: 'The bounds of an autoscaler are in order',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    if (!isAutoscaler(resource)) return;
    const [min, max] = [target.at('spec', 'minReplicas'), target.at('spec', 'maxReplicas')];
    const low = min.exists ? min.number : 1;
    const high = max.number;
    if (high !== undefined && high < 1) {
      report(max, `an autoscaler needs room for at least one pod: write 1 or more`);
    } else if (
      low !== undefined &&
      high !== undefined &&
      high < low &&
      (min.exists || !environment.partial)
    ) {
      report(max, `maxReplicas ${high} is less than minReplicas ${low}: raise it, or lower minReplicas`, {
        related: [{ field: min, message: 'minReplicas' }],
        fixes: [{ title: `Raise to ${low}`, safe: false, edits: () => set(max, low) }],
      });
    }
    if (low === undefined || low > 0) return;
    if (low < 0) report(min, 'minReplicas cannot be negative: write 1 or more');
    // Without such a metric `api-hpa-zero` speaks.
    else if (
      metricsOf(resource).some((metric) => ['Object', 'External'].includes(metric.at('type').string ?? ''))
    )
      report(
        min,
        'minReplicas 0 works only in clusters with the alpha feature HPAScaleToZero: write 1 or more',
      );
  },
});

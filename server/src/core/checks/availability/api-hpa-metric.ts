import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { METRIC_FIELDS, metricsOf } from './autoscaler.ts';

export default defineCheck({
  id: 'api-hpa-metric',
  title: 'A metric of an autoscaler holds what its type says',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: null,
  check({ resource, environment, report }) {
    for (const metric of metricsOf(resource)) {
      const type = metric.at('type');
      const wanted = METRIC_FIELDS[type.string ?? ''];
      if (!type.string) continue;
      if (!wanted) {
        report(
          type,
          `there is no metric of type "${type.string}": write ${Object.keys(METRIC_FIELDS).join(', ')}`,
        );
        continue;
      }
      const written = writtenIn(metric);
      const others = written.filter(({ key }) => key !== wanted);
      const [other] = others;
      if (others.length === written.length && !environment.partial) {
        const hint = other ? `rename \`${String(other.key)}\`, or change the type` : `add \`${wanted}\``;
        report(metric.at(wanted), `a metric of type ${type.string} holds \`${wanted}\`: ${hint}`, {
          at: type,
        });
      } else if (others.length < written.length) {
        for (const field of others)
          report(
            field,
            `a metric of type ${type.string} holds only \`${wanted}\`: make this a metric of its own`,
            { onKey: true },
          );
      }
    }
  },
});

function writtenIn(metric: Field): Field[] {
  return Object.values(METRIC_FIELDS)
    .map((key) => metric.at(key))
    .filter(({ exists }) => exists);
}

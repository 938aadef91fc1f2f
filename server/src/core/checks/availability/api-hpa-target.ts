import type { Field } from '../../manifest/field.ts';
import { quantityOf } from '../../manifest/quantity.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { METRIC_FIELDS, metricsOf } from './autoscaler.ts';

export default defineCheck({
  id: 'api-hpa-target',
  title: 'A metric of an autoscaler has one target',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: null,
  check(context) {
    for (const metric of metricsOf(context.resource)) {
      const source = METRIC_FIELDS[metric.at('type').string ?? ''];
      const target = source && metric.at(source, 'target');
      if (target && target.isMap) checkTarget(source, target, context);
    }
  },
});

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  resource: ['averageUtilization', 'averageValue'],
  containerResource: ['averageUtilization', 'averageValue'],
  pods: ['averageValue'],
  object: ['value', 'averageValue'],
  external: ['value', 'averageValue'],
};
const TYPES = ['Utilization', 'Value', 'AverageValue'];

function checkTarget(source: string, target: Field, { environment, report }: ObjectContext): void {
  const type = target.at('type');
  if (type.string && !TYPES.includes(type.string))
    report(type, `there is no target of type "${type.string}": write ${TYPES.join(', ')}`);
  const keys = NEEDED[source] ?? [];
  const written = keys.map((key) => target.at(key)).filter(({ exists }) => exists);
  const names = keys.map((key) => `\`${key}\``).join(' or ');
  const [first, second] = written;
  if (!first && !environment.partial) {
    report(
      target.at(keys.includes('value') ? 'averageValue' : (keys[0] ?? '')),
      `this metric has no target: add ${names}`,
      {
        at: type.exists ? type : target,
      },
    );
  } else if (first && second && source !== 'object') {
    report(second, `this metric has two targets: write ${names}, not both`, {
      onKey: true,
      related: [{ field: first, message: 'the other target' }],
    });
  }
  checkPositive(target, report);
}

function checkPositive(target: Field, report: ObjectContext['report']): void {
  const share = target.at('averageUtilization');
  if (share.number !== undefined && share.number < 1)
    report(share, 'the target must be above 0: write a percentage of the requests such as 80');
  for (const key of ['value', 'averageValue']) {
    const quantity = quantityOf(target.at(key));
    // What is negative is reported by `api-quantity-negative`.
    if (quantity?.nanos === 0n) report(target.at(key), 'the target must be above 0');
  }
}

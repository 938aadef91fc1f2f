import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { podLabels } from '../../manifest/pods.ts';
import type { Labels } from '../../references/selectors.ts';
import { labelSelector } from '../../references/selectors.ts';
import { defineCheck } from '../check.ts';
import { jobSpec } from './appsKinds.ts';

export default defineCheck({
  id: 'api-job-selector',
  title: 'A Job selects its pods by itself',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Job', 'CronJob'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ resource, pod, environment, report }) {
    const spec = jobSpec(resource);
    if (!spec) return;
    const selector = spec.at('selector');
    const manual = spec.at('manualSelector');
    const fixes = [{ title: 'Remove `selector`', safe: true, edits: () => remove(selector) }];
    if (resource.kind === 'CronJob') {
      if (selector.exists)
        report(selector, 'the Jobs of a CronJob select their pods by themselves: remove `selector`', {
          onKey: true,
          fixes,
        });
      if (manual.value === true) {
        report(manual, 'the Jobs of a CronJob select their pods by themselves: remove `manualSelector`', {
          fixes: [{ title: 'Remove `manualSelector`', safe: true, edits: () => remove(manual) }],
        });
      }
    } else if (
      selector.isMap &&
      manual.value !== true &&
      !environment.partial &&
      !isGenerated(resource.name, selector, pod ? podLabels(pod) : new Map())
    ) {
      report(selector, 'a Job selects its pods by itself: remove `selector`, or add `manualSelector: true`', {
        onKey: true,
        fixes,
      });
    } else if (manual.value === true && !selector.exists && !environment.partial) {
      report(
        selector,
        '`manualSelector` needs a `selector` with labels of the pods: add it, or remove both',
        {
          at: manual,
        },
      );
    }
  },
});

/** Whether a selector asks for no more than what the API server writes on the pods, and nothing that they do not have. */
function isGenerated(name: string | undefined, field: Field, own: Labels): boolean {
  const generated = ['job-name', 'batch.kubernetes.io/job-name'].map((key) => [key, name ?? ''] as const);
  const selector = labelSelector(field);
  return (
    !selector || (selector.matches(new Map(generated)) && selector.matches(new Map([...generated, ...own])))
  );
}

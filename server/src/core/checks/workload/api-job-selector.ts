import { remove } from '../../manifest/edit.ts';
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
  check({ resource, environment, report }) {
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
      !isGenerated(resource.name, spec.at('selector'))
    ) {
      report(selector, 'a Job selects its pods by itself: remove `selector`, or add `manualSelector: true`', {
        onKey: true,
        fixes,
      });
    }
  },
});

/** Whether a selector asks for no more than what the API server writes on the pods. */
function isGenerated(name: string | undefined, field: Parameters<typeof labelSelector>[0]): boolean {
  const labels = new Map(['job-name', 'batch.kubernetes.io/job-name'].map((key) => [key, name ?? '']));
  return labelSelector(field)?.matches(labels) ?? true;
}

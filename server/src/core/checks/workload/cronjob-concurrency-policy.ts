import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'cronjob-concurrency-policy',
  title: 'A CronJob says whether its runs may overlap',
  category: 'workload',
  severity: 'off',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const field = spec.at('concurrencyPolicy');
    if (resource.group !== 'batch' || !spec.isMap || environment.partial || field.exists) return;
    const value = placeholder('Forbid', {
      choices: ['Replace', 'Allow'],
      hint: 'or Replace, or Allow',
    });
    report(
      field,
      'runs may overlap, which is the default: say with `concurrencyPolicy` whether they should',
      {
        fixes: [{ title: 'Add `concurrencyPolicy: Forbid`', safe: false, edits: () => set(field, value) }],
      },
    );
  },
});

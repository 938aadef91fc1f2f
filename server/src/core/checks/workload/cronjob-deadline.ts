import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'cronjob-deadline',
  title: 'A CronJob says how late it may start',
  category: 'workload',
  severity: 'information',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-score': ['cronjob-has-deadline'] },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const field = spec.at('startingDeadlineSeconds');
    if (resource.group !== 'batch' || !spec.isMap || environment.partial || field.exists) return;
    const value = placeholder(300, { hint: 'set how many seconds late it may start' });
    report(
      field,
      'a missed run may start at any time later: say with `startingDeadlineSeconds` how late it may',
      {
        fixes: [{ title: 'Add `startingDeadlineSeconds: 300`', safe: false, edits: () => set(field, value) }],
      },
    );
  },
});

import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'priority-class-not-allowed',
  title: 'Pods have a priority class that is allowed',
  category: 'availability',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: null,
  aliases: { 'kube-linter': ['priority-class-name'] },
  options: {
    classes: {
      type: 'strings',
      default: [],
      description: 'Priority classes that pods may have. Empty: all.',
    },
  },
  check({ target, options, report }) {
    const field = target.at('priorityClassName');
    const { classes } = options;
    if (!field.written || classes.length === 0 || classes.includes(field.written)) return;
    const message = `priority class "${field.written}" is not allowed: use ${classes.join(' or ')}`;
    report(field, message);
  },
});

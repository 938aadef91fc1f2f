import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { mayBePatched } from '../../references/patched.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'priority-class-unset',
  title: 'Pods have a priority class',
  category: 'availability',
  severity: 'off',
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'placeholder', safe: false },
  aliases: { polaris: ['priorityClassNotSet'] },
  check({ target, resource, environment, workspace, slot, report }) {
    const field = target.at('priorityClassName');
    if (field.written || environment.partial || mayBePatched(workspace, slot.uri, 'priorityClassName'))
      return;
    const classes = [...workspace.ofKind('PriorityClass')].map((one) => one.resource);
    if (classes.some(({ root }) => root.at('globalDefault').value === true)) return;
    const names = classes.flatMap(({ name }) => name ?? []);
    const value = placeholder(names[0] ?? 'default', {
      hint: 'name a PriorityClass',
      ...(names.length > 1 ? { choices: names } : {}),
    });
    report(field, 'no `priorityClassName`: say what may be evicted for these pods, and for what they are', {
      at: resource.root.at('metadata', 'name'),
      fixes: [{ title: 'Set `priorityClassName`', safe: false, edits: () => set(field, value) }],
    });
  },
});

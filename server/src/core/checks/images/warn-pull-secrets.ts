import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-pull-secrets',
  title: 'Lists that are merged by name name each entry, and once',
  category: 'images',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: true },
  check({ target, environment, report }) {
    const secrets = target.at('imagePullSecrets');
    for (const item of secrets.items()) {
      const field = item.at('name');
      if (
        field.written ||
        (field.exists && field.string === undefined) ||
        (environment.partial && !field.exists)
      )
        continue;
      report(field, 'a pull secret without a name does nothing: name it, or remove it', {
        at: field.exists ? field : secrets,
        fixes: [{ title: 'Remove this entry', safe: true, edits: () => remove(item) }],
      });
    }
    reportTwice(secrets, 'name', report, (item) => [
      { title: 'Remove this entry', safe: true, edits: () => remove(item) },
    ]);
    reportTwice(target.at('hostAliases'), 'ip', report, () => []);
  },
});

function reportTwice(
  list: Field,
  key: string,
  report: ObjectContext['report'],
  fixes: (item: Field) => { title: string; safe: boolean; edits: () => ReturnType<typeof remove> }[],
): void {
  const first = new Map<string, Field>();
  for (const item of list.items()) {
    const field = item.at(key);
    const text = field.written;
    if (!text) continue;
    const other = first.get(text);
    if (!other) first.set(text, field);
    else {
      report(
        field,
        `"${text}" already stands in \`${list.key}\`: write it once, or \`kubectl apply\` may drop one`,
        {
          related: [{ field: other, message: 'it stands here first' }],
          fixes: fixes(item),
        },
      );
    }
  }
}

import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';

export default defineCheck({
  id: 'api-crd-name',
  title: 'A CustomResourceDefinition is named by its plural and group',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CustomResourceDefinition'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, report }) {
    if (resource.group !== 'apiextensions.k8s.io') return;
    const field = target.at('metadata', 'name');
    const spec = target.at('spec');
    const [plural, group] = [spec.at('names', 'plural').string, spec.at('group').string];
    if (!field.string || !plural || !group) return;
    const name = `${plural}.${group}`;
    if (field.string === name || isFilledIn(field.string + name)) return;
    report(field, `a CustomResourceDefinition is named \`plural.group\`: call it "${name}"`, {
      fixes: [{ title: `Rename to \`${name}\``, safe: true, edits: () => set(field, name) }],
      related: [
        { field: spec.at('names', 'plural'), message: 'the plural' },
        { field: spec.at('group'), message: 'the group' },
      ],
    });
  },
});

import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';

/** What the name is made of, below `spec`. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'apiextensions.k8s.io/CustomResourceDefinition': ['names.plural', 'group'],
  'apiregistration.k8s.io/APIService': ['version', 'group'],
};

export default defineCheck({
  id: 'api-crd-name',
  title:
    'A CustomResourceDefinition is named by its plural and group, an APIService by its version and group',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CustomResourceDefinition', 'APIService'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const parts = PARTS[`${resource.group}/${resource.kind}`]?.map((path) =>
      target.at('spec', ...path.split('.')),
    );
    const field = target.at('metadata', 'name');
    if (!parts || !field.string || parts[0]?.string === undefined || parts[0].string === '') return;
    const group = parts[1];
    if (group?.string === undefined && group?.exists) return;
    const name = parts.map((part) => part.string ?? '').join('.');
    if (field.string === name || isFilledIn(field.string + name)) return;
    const shape = parts.map(({ key }) => key).join('.');
    const what = `${resource.kind === 'APIService' ? 'an' : 'a'} ${resource.kind} is named \`${shape}\``;
    if (!group?.string) {
      // Without a group it serves the core API, which hardly anybody means. The schema wants the group of a definition.
      if (resource.kind === 'APIService' && !environment.partial)
        report(field, `${what}, and \`spec.group\` is missing: add it`);
      return;
    }
    report(field, `${what}: call it "${name}"`, {
      fixes: [{ title: `Rename to \`${name}\``, safe: true, edits: () => set(field, name) }],
      related: parts.map((part) => ({ field: part, message: `the ${part.key}` })),
    });
  },
});

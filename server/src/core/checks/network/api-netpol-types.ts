import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isNetworkPolicy } from '../../references/objects.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';

const TYPES = ['Ingress', 'Egress'];

export default defineCheck({
  id: 'api-netpol-types',
  title: 'The types of a NetworkPolicy are Ingress and Egress',
  category: 'network',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, report }) {
    if (!isNetworkPolicy(resource)) return;
    const list = target.at('spec', 'policyTypes');
    const types = list.items();
    if (types.length > TYPES.length) {
      report(
        list,
        `there are two types, Ingress and Egress, but this lists ${types.length}: name each once`,
        { at: types[2] ?? list },
      );
      return;
    }
    for (const type of types) {
      if (type.string !== undefined && !TYPES.includes(type.string))
        report(type, `there is no policy type "${type.string}": write Ingress or Egress`, {
          fixes: respell(type),
        });
    }
  },
});

function respell(type: Field): Fix[] {
  const meant = TYPES.find((one) => one.toLowerCase() === type.string?.toLowerCase());
  return meant ? [{ title: `Change to \`${meant}\``, safe: true, edits: () => set(type, meant) }] : [];
}

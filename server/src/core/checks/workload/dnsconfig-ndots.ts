import { addItem, set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';

export default defineCheck({
  id: 'dnsconfig-ndots',
  title: 'Pods set the DNS option that is asked for',
  category: 'workload',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['dnsconfig-options'] },
  options: {
    option: { type: 'string', default: 'ndots', description: 'Name of the option under `dnsConfig`' },
    value: { type: 'string', default: '2', description: 'Value that it has to have' },
  },
  check({ target, environment, options: { option, value }, report }) {
    // With `Default` names are looked up as on the node, whose search list is short.
    if (!target.isMap || target.at('dnsPolicy').value === 'Default') return;
    const list = target.at('dnsConfig', 'options');
    const found = list.items().find((item) => item.at('name').written === option);
    if (!found) {
      if (environment.partial) return;
      const edits = (): ReturnType<typeof set> =>
        addItem(list, value === '' ? { name: option } : { name: option, value });
      const what = value === '' ? option : `${option}: "${value}"`;
      report(list, `the pods do not set a DNS option that is asked for: add \`${what}\``, {
        fixes: [{ title: `Add \`${what}\``, safe: false, edits }],
      });
      return;
    }
    const field = found.at('value');
    const written = field.written ?? '';
    if (written === value || isFilledIn(written)) return;
    report(field, `the DNS option \`${option}\` is "${written}": set it to "${value}"`, {
      fixes: [{ title: `Change to \`"${value}"\``, safe: false, edits: () => set(field, value) }],
    });
  },
});

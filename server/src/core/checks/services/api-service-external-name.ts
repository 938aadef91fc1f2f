import { remove } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { isFilledIn, subdomainProblem } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-external-name',
  title: 'An ExternalName Service has a host name and nothing of the cluster network',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const type = spec.at('type');
    if (!isService(resource) || type.value !== 'ExternalName') return;
    const name = spec.at('externalName');
    if (!name.exists || name.value === '') {
      if (!environment.partial || name.value === '')
        report(name, 'this Service stands for another host: add its name as `externalName`', {
          at: name.exists ? name : type,
        });
    } else if (name.string !== undefined && !isFilledIn(name.string)) {
      const problem = subdomainProblem(name.string.replace(/\.$/, ''));
      if (problem) report(name, `"${name.string}" is no host name: ${problem}`);
    }
    for (const key of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
      const field = spec.at(key);
      if (!field.exists || field.value === '' || (field.isSeq && field.items().length === 0)) continue;
      // `clusterIP` alone is reported, as it fills `clusterIPs`.
      if (key === 'clusterIPs' && spec.at('clusterIP').value) continue;
      // The API server copies `clusterIP` to `clusterIPs`, and names that.
      report(
        key === 'clusterIP' ? spec.at('clusterIPs') : field,
        `an ExternalName Service has no address in the cluster: remove \`${key}\``,
        {
          at: field,
          onKey: true,
          fixes: [{ title: `Remove \`${key}\``, safe: true, edits: () => remove(field) }],
        },
      );
    }
  },
});

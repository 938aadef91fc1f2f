import type { Field } from '../../manifest/field.ts';
import { isService } from '../../references/objects.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { builtin } from './builtin.ts';
import { checkedName, renameFix } from './nameSyntax.ts';
import { labelProblem } from '../../syntax/names.ts';

export default defineCheck({
  id: 'api-name-dns-label',
  title: 'Names that become host names are DNS labels',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { target, resource, report } = context;
    for (const [field, what] of namesOf(context)) {
      const name = checkedName(field);
      const problem = name && labelProblem(name);
      if (!problem) continue;
      const fixes = renameFix(field, false, labelProblem);
      report(field, `"${field.string}" cannot be the name of a ${what}: ${problem}`, { fixes });
    }
    if (resource.group === 'apps' && resource.kind === 'StatefulSet') {
      const field = target.at('spec', 'serviceName');
      const name = asksServiceName(context) ? checkedName(field) : undefined;
      const problem = name && labelProblem(name);
      if (problem) report(field, `"${name}" cannot be the name of a Service: ${problem}`);
    }
  },
});

/** Names with what they name. */
function namesOf({ target, resource, pod, environment }: ObjectContext): [Field, string][] {
  const known = builtin(resource);
  const metadata = target.at('metadata');
  const own: [Field, string][] =
    known?.name === 'label' && !environment.partial
      ? ['name', 'generateName'].map((key) => [metadata.at(key), resource.kind])
      : [];
  const containers: [Field, string][] = known
    ? (pod?.containers.map(({ field }) => [field.at('name'), 'container']) ?? [])
    : [];
  const ports: [Field, string][] = isService(resource)
    ? target
        .at('spec', 'ports')
        .items()
        .map((port) => [port.at('name'), 'port of a Service'])
    : [];
  return [...own, ...containers, ...ports];
}

/** Asked of `serviceName` since 1.33. */
function asksServiceName({ environment }: ObjectContext): boolean {
  return environment.version >= 33;
}

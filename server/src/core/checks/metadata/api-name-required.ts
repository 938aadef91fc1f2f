import { defineCheck } from '../check.ts';
import { builtin } from './builtin.ts';

export default defineCheck({
  id: 'api-name-required',
  title: 'Objects have a name',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    if (environment.partial || !builtin(resource) || NAMED_BY_SERVER.has(resource.kind)) return;
    const metadata = target.at('metadata');
    if (metadata.exists && !metadata.isMap) return;
    const name = metadata.at('name');
    if (isMissing(name.value) && isMissing(metadata.at('generateName').value)) {
      const at = metadata.isMap || name.exists ? name : target.at('kind');
      report(name, `this ${resource.kind} has no name: add \`metadata.name\``, { at });
    }
  },
});

/** The API server gives these a name of its own where they have none. */
const NAMED_BY_SERVER: ReadonlySet<string> = new Set(['LimitRange']);

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

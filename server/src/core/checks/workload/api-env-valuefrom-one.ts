import { defineCheck } from '../check.ts';
import { hasOthers, keepOne, listed, writtenOf } from '../oneOf.ts';
import { envVars, VALUE_SOURCES } from './envSources.ts';

export default defineCheck({
  id: 'api-env-valuefrom-one',
  title: 'valueFrom names one source',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, environment, report }) {
    for (const variable of envVars(target)) {
      const field = variable.at('valueFrom');
      const sources = writtenOf(field, VALUE_SOURCES);
      if (!field.isMap || sources.length === 1) continue;
      if (sources.length === 0) {
        if (environment.partial || hasOthers(field, VALUE_SOURCES)) continue;
        report(field, '`valueFrom` says nowhere to read from: add one source, or remove it', { onKey: true });
      } else if (!variable.at('value').written) {
        const message = `one variable cannot come from ${listed(sources.map(({ key }) => key))}: keep one of them`;
        report(field, message, { onKey: true, fixes: keepOne(sources) });
      }
    }
  },
});

import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { writtenOf } from '../oneOf.ts';
import { envVars, VALUE_SOURCES } from './envSources.ts';

export default defineCheck({
  id: 'api-env-value-and-valuefrom',
  title: 'An environment variable has a value or a source, not both',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, report }) {
    for (const variable of envVars(target)) {
      const [value, source] = [variable.at('value'), variable.at('valueFrom')];
      if (!value.written || writtenOf(source, VALUE_SOURCES).length === 0) continue;
      const message = `${variable.at('name').written ?? 'this variable'} has both \`value\` and \`valueFrom\`: keep one of them`;
      report(source, message, {
        related: [{ field: value, message: 'its value is written here' }],
        fixes: [source, value].map((field) => ({
          title: `Remove \`${field.key}\``,
          safe: false,
          edits: () => remove(field),
        })),
      });
    }
  },
});

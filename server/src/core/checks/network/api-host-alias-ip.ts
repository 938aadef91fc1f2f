import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { ipProblem } from '../../syntax/ipProblem.ts';

export default defineCheck({
  id: 'api-host-alias-ip',
  title: 'Host aliases are for IP addresses',
  category: 'network',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, environment, report }) {
    for (const alias of target.at('hostAliases').items()) {
      const field = alias.at('ip');
      const text = field.string;
      const problem =
        text === undefined || isFilledIn(text) ? undefined : ipProblem(text, environment.version);
      if (problem) report(field, `"${text}" is no valid IP address: ${problem}`);
    }
  },
});

import { defineCheck } from '../check.ts';
import { spelling } from '../oneOf.ts';
import { actionsOf } from './handlers.ts';

export default defineCheck({
  id: 'api-probe-http',
  title: 'HTTP probes have a known scheme and valid headers',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: true },
  check({ container, report }) {
    for (const { field: action } of container ? actionsOf(container) : []) {
      const scheme = action.at('httpGet', 'scheme');
      if (scheme.string && !SCHEMES.includes(scheme.string)) {
        const { hint, fixes } = spelling(scheme, SCHEMES);
        report(scheme, `"${scheme.string}" is no scheme of a probe: ${hint}`, { fixes });
      }
      const headers = action.at('httpGet', 'httpHeaders');
      for (const header of headers.items()) {
        const name = header.at('name');
        if (name.string === undefined || /^[-A-Za-z0-9]+$/.test(name.string)) continue;
        const message = `"${name.string}" cannot be the name of a header: use only letters, digits and '-'`;
        report(headers, message, { at: name });
      }
    }
  },
});

const SCHEMES = ['HTTP', 'HTTPS'];

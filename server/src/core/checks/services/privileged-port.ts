import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'privileged-port',
  title: 'Containers listen on ports from 1024 up',
  category: 'services',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: null,
  aliases: { 'kube-linter': ['privileged-ports'], trivy: ['KSV-0117'] },
  check({ target, report }) {
    for (const port of target.at('ports').items()) {
      const field = port.at('containerPort');
      const { number } = field;
      if (number === undefined || number < 1 || number >= 1024) continue;
      report(field, `port ${number} may need root or NET_BIND_SERVICE: listen on a port from 1024 up`);
    }
  },
});

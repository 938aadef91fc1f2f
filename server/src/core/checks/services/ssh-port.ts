import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'ssh-port',
  title: 'Containers do not offer SSH',
  category: 'services',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  fix: null,
  aliases: { 'kube-linter': ['ssh-port'] },
  check({ target, report }) {
    for (const port of target.at('ports').items()) {
      const number = port.at('containerPort');
      const protocol = port.at('protocol').value ?? 'TCP';
      if (number.value !== 22 || protocol !== 'TCP') continue;
      report(number, 'port 22 is SSH: remove the server from the image and use `kubectl exec`');
    }
  },
});

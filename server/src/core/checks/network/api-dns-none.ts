import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-dns-none',
  title: 'A pod without the DNS of the cluster names its own servers',
  category: 'network',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, environment, report }) {
    const policy = target.at('dnsPolicy');
    const config = target.at('dnsConfig');
    const servers = config.at('nameservers');
    if (policy.value !== 'None' || servers.items().length > 0) return;
    if ((servers.exists && !servers.isSeq) || (!servers.exists && environment.partial)) return;
    const message = '`dnsPolicy: None` leaves the pod without DNS: name a server in `dnsConfig.nameservers`';
    report(config.exists ? servers : config, message, { at: servers.exists ? servers : policy });
  },
});

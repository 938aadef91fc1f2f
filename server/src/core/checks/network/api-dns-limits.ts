import type { ObjectContext } from '../check.ts';
import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { ipProblem } from '../../syntax/ipProblem.ts';

export default defineCheck({
  id: 'api-dns-limits',
  title: 'DNS settings fit into the file that the resolver reads',
  category: 'network',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, environment, report }) {
    const config = target.at('dnsConfig');
    const [servers, searches] = [config.at('nameservers'), config.at('searches')];
    for (const item of servers.items()) {
      const text = item.string;
      const problem =
        text === undefined || isFilledIn(text) ? undefined : ipProblem(text, environment.version);
      if (problem) report(item, `"${text}" is no valid IP address: ${problem}`);
    }
    reportMany(servers, SERVERS, 'servers', report);
    reportMany(searches, SEARCHES, 'search domains', report);
    const length = searches
      .items()
      .map(({ written }) => written ?? '')
      .join(' ').length;
    if (searches.items().length <= SEARCHES && length > CHARACTERS) {
      const message = `the search domains have ${length} characters, but at most ${CHARACTERS} are allowed: remove some`;
      report(searches, message, { onKey: true });
    }
  },
});

/** Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config. */
const SERVERS = 3;
const SEARCHES = 32;
const CHARACTERS = 2048;

function reportMany(list: Field, most: number, what: string, report: ObjectContext['report']): void {
  const items = list.items();
  const extra = items[most];
  if (extra)
    report(list, `a pod has at most ${most} ${what}, not ${items.length}: remove some`, { at: extra });
}

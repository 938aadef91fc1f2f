import { set } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

/** The first minor that has the new name without a gate (https://kep.k8s.io/3015). */
const SINCE = 35;

export default defineCheck({
  id: 'warn-traffic-distribution',
  title: 'Services say with the newer words where traffic prefers to go',
  category: 'services',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const field = target.at('spec', 'trafficDistribution');
    if (!isService(resource) || environment.version < SINCE || field.string !== 'PreferClose') return;
    report(field, '"PreferClose" has a clearer name now: write "PreferSameZone"', {
      tags: ['deprecated'],
      fixes: [{ title: 'Change to `PreferSameZone`', safe: true, edits: () => set(field, 'PreferSameZone') }],
    });
  },
});

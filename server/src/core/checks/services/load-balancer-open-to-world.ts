import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { isEverywhere, isInternal, isRestricted, sourceRanges } from './loadBalancer.ts';

export default defineCheck({
  id: 'load-balancer-open-to-world',
  title: 'Load balancers let in only known addresses',
  category: 'services',
  severity: 'off',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  check({ target, resource, environment, report }) {
    const type = target.at('spec', 'type');
    if (!isService(resource) || type.value !== 'LoadBalancer' || isInternal(target) || isRestricted(target))
      return;
    const range = placeholder('10.0.0.0/8', { hint: 'name the addresses that may connect' });
    const open = sourceRanges(target).find(isEverywhere);
    if (!open && environment.partial) return;
    const field = open ?? target.at('spec', 'loadBalancerSourceRanges');
    const message = open
      ? `${open.string} lets every address connect: name those that may`
      : 'this load balancer lets every address connect: name those that may in `loadBalancerSourceRanges`';
    report(open ?? type, message, {
      fixes: [{ title: 'Name the addresses', safe: false, edits: () => set(field, open ? range : [range]) }],
    });
  },
});

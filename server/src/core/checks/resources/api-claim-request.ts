import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { nearest } from '../config.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-claim-request',
  title: 'Constraints and settings of a claim name its requests',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['ResourceClaim', 'ResourceClaimTemplate'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    if (resource.group !== 'resource.k8s.io' || environment.partial) return;
    const spec = resource.kind === 'ResourceClaim' ? target.at('spec') : target.at('spec', 'spec');
    const devices = spec.at('devices');
    const names = requestNames(devices.at('requests'));
    if (names.some(isFilledIn)) return;
    for (const user of [...devices.at('constraints').items(), ...devices.at('config').items()]) {
      for (const request of user.at('requests').items()) {
        const name = request.string;
        if (!name || names.includes(name) || isFilledIn(name)) continue;
        const near = nearest(name, names);
        report(request, `this claim has no request "${name}"${near ? `: did you mean "${near}"?` : ''}`, {
          fixes: near
            ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(request, near) }]
            : [],
        });
      }
    }
  },
});

/** Names of requests, and `request/subrequest` for their choices. */
function requestNames(requests: Field): string[] {
  return requests.items().flatMap((request) => {
    const name = request.at('name').string ?? '';
    const choices = request.at('firstAvailable').items();
    return [name, ...choices.map((choice) => `${name}/${choice.at('name').string ?? ''}`)];
  });
}

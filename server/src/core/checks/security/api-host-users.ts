import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

/** On by default since 1.33; before, the field is dropped: https://kep.k8s.io/127. */
const USER_NAMESPACES = 33;
const DEVICES = 36;

export default defineCheck({
  id: 'api-host-users',
  title: 'Pods with users of their own stay out of the namespaces of the host',
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, pod, environment, report }) {
    const users = target.at('hostUsers');
    if (users.value !== false || environment.version < USER_NAMESPACES) return;
    const related = [{ field: users, message: 'the pod has users of its own' }];
    const shared = ['hostNetwork', 'hostPID', 'hostIPC']
      .map((key) => target.at(key))
      .filter(({ value }) => value === true);
    const devices = (pod?.containers ?? [])
      .map(({ field }) => field.at('volumeDevices'))
      .filter((list) => environment.version >= DEVICES && list.items().length > 0);
    for (const field of [...shared, ...devices]) {
      const name = field.key === 'volumeDevices' ? '`volumeDevices`' : `\`${field.key}: true\``;
      report(field, `${name} cannot stand beside \`hostUsers: false\`: remove one of them`, {
        related,
        fixes: [field, users].map((one) => ({
          title: `Remove \`${one.key}\``,
          safe: false,
          edits: () => remove(one),
        })),
      });
    }
  },
});

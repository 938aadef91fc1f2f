import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { isUnknown, runsOnWindows } from './securityContexts.ts';

/** On by default since 1.33: https://kep.k8s.io/127. */
const USER_NAMESPACES = 33;

export default defineCheck({
  id: 'host-users-default',
  title: 'Pods have users of their own',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { target, environment, report } = context;
    const field = target.at('hostUsers');
    if (field.value === false || isUnknown(field) || environment.version < USER_NAMESPACES) return;
    if ((!field.exists && environment.partial) || !target.isMap || runsOnWindows(context)) return;
    // It cannot stand beside these: api-host-users.
    if (['hostNetwork', 'hostPID', 'hostIPC'].some((key) => target.at(key).value === true)) return;
    report(field, 'users in this pod are users of its node, root included: set `hostUsers: false`', {
      fixes: [{ title: 'Set `hostUsers: false`', safe: false, edits: () => set(field, false) }],
    });
  },
});

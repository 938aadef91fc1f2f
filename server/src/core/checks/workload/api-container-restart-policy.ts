import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { spelling } from '../oneOf.ts';

/** Containers have restart policies of their own since 1.34: https://kep.k8s.io/5307. */
const OWN_POLICY = 34;

export default defineCheck({
  id: 'api-container-restart-policy',
  title: 'A container has a restart policy of its own only where the cluster knows one',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: true },
  check({ target, container, environment, report }) {
    const field = target.at('restartPolicy');
    const known = environment.version >= OWN_POLICY ? POLICIES : ['Always'];
    if (!field.exists) {
      const rules = target.at('restartPolicyRules');
      if (environment.version <= OWN_POLICY || environment.partial || rules.items().length === 0) return;
      report(field, '`restartPolicyRules` need a `restartPolicy` for all other cases: add one', {
        at: rules,
      });
    } else if (container?.role === 'app' && environment.version < OWN_POLICY) {
      const message = `only init containers have a restart policy of their own before Kubernetes 1.34: set that of the pod`;
      const edits = (): ReturnType<typeof remove> => remove(field);
      report(field, message, { fixes: [{ title: 'Remove `restartPolicy`', safe: true, edits }] });
    } else if (field.string !== undefined && !known.includes(field.string)) {
      const { hint, fixes } = spelling(field, known);
      report(field, `"${field.string}" is no restart policy of a container: ${hint}`, { fixes });
    }
  },
});

const POLICIES = ['Always', 'OnFailure', 'Never'];

import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

/** The first minor that has the field. */
const SINCE = 35;

export default defineCheck({
  id: 'warn-csi-tokens',
  title: 'CSI drivers get their tokens as secrets',
  category: 'storage',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  kinds: ['CSIDriver'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    if (resource.group !== 'storage.k8s.io' || environment.partial || environment.version < SINCE) return;
    const requests = target.at('spec', 'tokenRequests');
    const field = target.at('spec', 'serviceAccountTokenInSecrets');
    if (requests.items().length === 0 || field.exists) return;
    const message =
      'this driver gets tokens among the attributes of volumes, which may be logged: set `serviceAccountTokenInSecrets: true` if it can read them from there';
    report(field, message, {
      at: requests,
      onKey: true,
      fixes: [
        { title: 'Set `serviceAccountTokenInSecrets: true`', safe: false, edits: () => set(field, true) },
      ],
    });
  },
});

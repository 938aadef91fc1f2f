import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';
import { claimTemplates } from './volumes.ts';

export default defineCheck({
  id: 'pvc-storage-request',
  title: 'The claims of a StatefulSet are for one pod each, and say how much they need',
  category: 'storage',
  severity: 'off',
  scope: 'object',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  check({ resource, environment, report }) {
    const templates = claimTemplates(resource).map((claim) => claim.at('spec'));
    for (const spec of templates) {
      const modes = spec.at('accessModes');
      const shared = modes.items().find(({ string }) => string === 'ReadWriteMany');
      if (!shared || modes.items().some(({ string }) => OWN.includes(string ?? ''))) continue;
      const mode = placeholder('ReadWriteOnce', { hint: 'confirm that no other pod needs it' });
      report(shared, 'every pod of a StatefulSet has a claim of its own: ReadWriteOnce is enough', {
        fixes: [{ title: 'Change to `ReadWriteOnce`', safe: false, edits: () => set(shared, mode) }],
      });
    }
    // Only where the API server's own rule is switched off; it says the same as an error.
    if (environment.partial || environment.isOn('api-pvc-access-modes')) return;
    const own =
      resource.group === '' && resource.kind === 'PersistentVolumeClaim' ? [resource.root.at('spec')] : [];
    for (const spec of [...own, ...templates]) {
      const storage = spec.at('resources', 'requests', 'storage');
      if (!spec.isMap || storage.exists) continue;
      const size = placeholder('1Gi', { hint: 'confirm the size' });
      report(storage, 'this claim requests no storage: set `resources.requests.storage`', {
        at: spec,
        fixes: [{ title: 'Add `resources.requests.storage`', safe: false, edits: () => set(storage, size) }],
      });
    }
  },
});

const OWN: readonly string[] = ['ReadWriteOnce', 'ReadWriteOncePod'];

import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { spelling } from '../oneOf.ts';
import { claimTemplates } from './volumes.ts';

export default defineCheck({
  id: 'api-pvc-access-modes',
  title: 'A claim says how much storage it needs and how it is accessed',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  check({ resource, pod, environment, report }) {
    const claims = [
      ...(resource.kind === 'PersistentVolumeClaim' && resource.group === '' ? [resource.root] : []),
      ...claimTemplates(resource),
      ...(pod?.spec.at('volumes').items() ?? []).map((volume) =>
        volume.at('ephemeral', 'volumeClaimTemplate'),
      ),
    ];
    for (const spec of claims.map((claim) => claim.at('spec')).filter(({ isMap }) => isMap)) {
      checkModes(spec.at('accessModes'), environment.partial, report);
      checkStorage(spec.at('resources', 'requests', 'storage'), spec, environment.partial, report);
    }
  },
});

/** Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes. */
const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

function checkModes(field: Field, partial: boolean, report: ObjectContext['report']): void {
  const modes = field.items();
  if (modes.length === 0) {
    if (partial || (field.exists && !field.isSeq)) return;
    const mode = placeholder('ReadWriteOnce', { hint: 'confirm the access mode' });
    const edits = (): ReturnType<typeof set> => set(field, [mode]);
    report(field, 'this claim has no access mode: add `accessModes`', {
      onKey: true,
      fixes: [{ title: 'Add `accessModes`', safe: false, edits }],
    });
  }
  for (const mode of modes) {
    if (mode.string === undefined || MODES.includes(mode.string)) continue;
    const { hint, fixes } = spelling(mode, MODES);
    report(field, `"${mode.string}" is no access mode: ${hint}`, { at: mode, fixes });
  }
  const alone = modes.find(({ string }) => string === 'ReadWriteOncePod');
  if (alone && modes.some(({ string = '' }) => string !== 'ReadWriteOncePod' && MODES.includes(string)))
    report(field, '`ReadWriteOncePod` cannot stand beside other access modes: keep it alone or remove it', {
      at: alone,
    });
}

function checkStorage(field: Field, spec: Field, partial: boolean, report: ObjectContext['report']): void {
  const { parent } = field;
  if (partial || field.exists || (parent?.exists && !parent.isMap)) return;
  const at = [field.parent, field.parent?.parent].find((one) => one?.exists) ?? spec;
  const edits = (): ReturnType<typeof set> => set(field, placeholder('1Gi', { hint: 'confirm the size' }));
  report(field, 'this claim requests no storage: set `resources.requests.storage`', {
    at,
    fixes: [{ title: 'Add `resources.requests.storage`', safe: false, edits }],
  });
}

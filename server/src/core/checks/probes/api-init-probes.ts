import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { PROBES } from './handlers.ts';

export default defineCheck({
  id: 'api-init-probes',
  title: 'Init containers that end have no probes and hooks',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['init'],
  fix: { kind: 'edit', safe: false },
  check({ target, environment, report }) {
    const policy = target.at('restartPolicy');
    // What is patched may say that it restarts.
    if (environment.partial && !policy.exists) return;
    for (const field of ['lifecycle', ...PROBES].map((key) => target.at(key))) {
      if (!field.exists || isStopSignal(field)) continue;
      const message = `an init container runs to its end before the others, so it has no \`${field.key}\`: remove it, or let it run on with \`restartPolicy: Always\``;
      report(field, message, {
        onKey: true,
        fixes: [
          { title: `Remove \`${field.key}\``, safe: false, edits: () => remove(field) },
          { title: 'Set `restartPolicy: Always`', safe: false, edits: () => set(policy, 'Always') },
        ],
      });
    }
  },
});

/** `lifecycle` with nothing but a signal is dropped while the feature is behind its gate: https://kep.k8s.io/4960. */
function isStopSignal(field: Field): boolean {
  const entries = field.key === 'lifecycle' ? field.entries() : [];
  return entries.length > 0 && entries.every(({ key }) => key === 'stopSignal');
}

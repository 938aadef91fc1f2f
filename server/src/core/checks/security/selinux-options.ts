import type { Field } from '../../manifest/field.ts';
import { remove } from '../../manifest/edit.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { everySecurityContext, isUnknown } from './securityContexts.ts';

export default defineCheck({
  id: 'selinux-options',
  title: 'Containers keep the SELinux type, user and role of containers',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0025'] },
  pss: 'baseline',
  check({ pod, environment, report }) {
    for (const settings of everySecurityContext(pod)) {
      const options = settings.at('seLinuxOptions');
      const type = options.at('type');
      const since = TYPES.get(type.string ?? '');
      if (since === undefined || since > environment.version)
        reportOption(report, type, 'is no type of confined containers');
      for (const key of ['user', 'role'])
        reportOption(report, options.at(key), `as ${key} may be one outside of containers`);
    }
  },
});

/** Since which minor: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline. */
const TYPES: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['container_t', 0],
  ['container_init_t', 0],
  ['container_kvm_t', 0],
  ['container_engine_t', 31],
]);

function reportOption(report: ObjectContext['report'], field: Field, problem: string): void {
  if (!field.string || isUnknown(field)) return;
  report(field, `${field.string} ${problem}: remove \`${field.key}\``, {
    fixes: [{ title: `Remove \`${field.key}\``, safe: false, edits: () => remove(field) }],
  });
}

import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-ape-privileged',
  title: 'A container that has all privileges can always gain more',
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, report }) {
    const context = target.at('securityContext');
    const escalation = context.at('allowPrivilegeEscalation');
    if (escalation.value !== false) return;
    const privileged = context.at('privileged');
    const added = context.at('capabilities', 'add').items();
    // The server compares this one spelling only.
    const admin = added.find(({ value }) => value === 'CAP_SYS_ADMIN');
    const other = privileged.value === true ? privileged : admin;
    if (!other) return;
    const name = other === admin ? 'the capability `CAP_SYS_ADMIN`' : '`privileged: true`';
    report(context, `\`allowPrivilegeEscalation: false\` cannot hold beside ${name}: remove one of them`, {
      at: escalation,
      related: [{ field: other, message: 'it gives all privileges' }],
      fixes: [
        { title: `Remove ${name}`, safe: false, edits: () => remove(other) },
        { title: 'Remove `allowPrivilegeEscalation`', safe: false, edits: () => remove(escalation) },
      ],
    });
  },
});

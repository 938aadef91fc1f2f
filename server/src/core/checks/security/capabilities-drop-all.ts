import { remove, set } from '../../manifest/edit.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { BASELINE, capabilities, DANGEROUS, dropsUnknown } from './capabilities.ts';
import { EVERY_CONTAINER, isExempt, isPrivileged, isSilent } from './securityContexts.ts';

export default defineCheck({
  id: 'capabilities-drop-all',
  title: 'Containers drop all capabilities and add at most NET_BIND_SERVICE',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    polaris: ['insecureCapabilities'],
    trivy: ['KSV-0003', 'KSV-0004', 'KSV-0106'],
    checkov: ['CKV_K8S_37'],
  },
  pss: 'restricted',
  check(context) {
    if (isExempt(context) || isPrivileged(context)) return;
    checkDropped(context);
    checkAdded(context);
  },
});

function checkDropped(context: ObjectContext): void {
  const { target, report } = context;
  const dropped = capabilities(target, 'drop');
  if (dropped.some(({ written }) => written === 'ALL') || dropsUnknown(target)) return;
  const misspelt = dropped.find(({ name }) => name === 'ALL');
  if (misspelt) {
    report(
      misspelt.field,
      `the Pod Security Standards know only \`ALL\`, not \`${misspelt.written}\`: write ALL`,
      {
        fixes: [{ title: 'Change to `ALL`', safe: true, edits: () => set(misspelt.field, 'ALL') }],
      },
    );
    return;
  }
  const field = target.at('securityContext', 'capabilities', 'drop');
  if (!field.exists && isSilent(context)) return;
  const message = `${containerName(target)} keeps capabilities that few programs need: set \`capabilities.drop: [ALL]\``;
  report(field, message, {
    at: containerField(target),
    fixes: [{ title: 'Drop all capabilities', safe: false, edits: () => set(field, ['ALL']) }],
    ...(field.exists ? { at: field, onKey: true } : {}),
  });
}

function checkAdded({ target, environment, report }: ObjectContext): void {
  for (const { field, written, name } of capabilities(target, 'add')) {
    if (written === 'NET_BIND_SERVICE') continue;
    if (environment.isOn('capabilities-beyond-baseline') && !BASELINE.has(written)) continue;
    if (environment.isOn('dangerous-capabilities') && Object.hasOwn(DANGEROUS, name)) continue;
    report(field, `the restricted standard lets no container add ${written}: remove it if you can`, {
      // The baseline standard allows it.
      ...(BASELINE.has(written) ? { severity: 'information' } : {}),
      fixes: [{ title: `Remove ${written}`, safe: false, edits: () => remove(field) }],
    });
  }
}

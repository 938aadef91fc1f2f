import { addItem, remove } from '../../manifest/edit.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { capabilities, dropsUnknown } from './capabilities.ts';
import { EVERY_CONTAINER, isPrivileged, isSilent, runsOnWindows } from './securityContexts.ts';

export default defineCheck({
  id: 'drop-net-raw',
  title: 'Containers cannot send forged packets',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['drop-net-raw-capability'],
    trivy: ['KSV-0119'],
    checkov: ['CKV_K8S_28'],
  },
  check(context) {
    const { target, environment, report } = context;
    if (runsOnWindows(context) || isPrivileged(context)) return;
    const added = capabilities(target, 'add').find(({ name }) => name === 'NET_RAW' || name === 'ALL');
    if (!added) checkDropped(context);
    else if (!addedIsReported(added.name, environment)) {
      report(added.field, `with ${added.name} ${containerName(target)} can forge packets: remove it`, {
        fixes: [{ title: `Remove ${added.written}`, safe: false, edits: () => remove(added.field) }],
      });
    }
  },
});

function addedIsReported(name: string, { isOn }: ObjectContext['environment']): boolean {
  return (
    ['capabilities-beyond-baseline', 'capabilities-drop-all'].some(isOn) ||
    (name === 'ALL' && isOn('dangerous-capabilities'))
  );
}

function checkDropped(context: ObjectContext): void {
  const { target, environment, report } = context;
  const dropped = capabilities(target, 'drop').some(({ name }) => name === 'NET_RAW' || name === 'ALL');
  if (dropped || dropsUnknown(target) || environment.isOn('capabilities-drop-all')) return;
  const field = target.at('securityContext', 'capabilities', 'drop');
  if (!field.exists && isSilent(context)) return;
  const message = `${containerName(target)} can forge packets and pose as its neighbours: drop NET_RAW`;
  report(field, message, {
    at: containerField(target),
    fixes: [{ title: 'Drop NET_RAW', safe: false, edits: () => addItem(field, 'NET_RAW') }],
    ...(field.exists ? { at: field, onKey: true } : {}),
  });
}

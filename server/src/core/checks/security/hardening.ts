import type { ObjectContext } from '../check.ts';
import { isSilent, runsOnWindows, setting } from './securityContexts.ts';

const BY_SETTING = ['seccompProfile', 'appArmorProfile', 'seLinuxOptions'] as const;

/** Whether a container has neither profile nor label nor drops a capability. Annotations of AppArmor count. */
export function isUnhardened(context: Pick<ObjectContext, 'target' | 'pod' | 'environment'>): boolean {
  const { target, pod } = context;
  if (isSilent(context) || runsOnWindows(context)) return false;
  const annotation = `container.apparmor.security.beta.kubernetes.io/${target.at('name').written}`;
  return (
    !BY_SETTING.some((key) => setting(context, key).exists) &&
    target.at('securityContext', 'capabilities', 'drop').items().length === 0 &&
    !pod?.metadata.at('annotations', annotation).exists
  );
}

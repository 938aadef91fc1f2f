import { remove } from '../../manifest/edit.ts';
import type { ObjectContext } from '../check.ts';
import { everySecurityContext, isUnknown } from './securityContexts.ts';

/** Reports containers that see all of /proc (https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access). */
export function reportProcMounts({ pod, report }: ObjectContext, shown: string): void {
  for (const settings of everySecurityContext(pod)) {
    const field = settings.at('procMount');
    if (!field.string || field.string === 'Default' || isUnknown(field)) continue;
    report(field, `\`procMount: ${field.string}\` shows ${shown}: remove it`, {
      fixes: [{ title: 'Remove `procMount`', safe: false, edits: () => remove(field) }],
    });
  }
}

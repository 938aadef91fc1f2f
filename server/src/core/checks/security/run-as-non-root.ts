import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Container } from '../../manifest/pods.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { isRelaxed, isSilent, isUnknown, setting } from './securityContexts.ts';

export default defineCheck({
  id: 'run-as-non-root',
  title: 'Containers are kept from running as root',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    trivy: ['KSV-0012'],
    checkov: ['CKV_K8S_23'],
  },
  pss: 'restricted',
  check(context) {
    const { target, pod, environment, report } = context;
    if (!pod || isRelaxed(context)) return;
    const shared = target.at('securityContext', 'runAsNonRoot');
    const rootIsReported = environment.isOn('run-as-user-root');
    if (shared.value === false && !(rootIsReported && user(target).value === 0))
      report(shared, 'containers of this pod may run as root: set `runAsNonRoot: true`', {
        fixes: [fixAt(shared, '')],
      });
    for (const container of pod.containers) {
      const own = container.field.at('securityContext', 'runAsNonRoot');
      const user = setting({ target: container.field, pod }, 'runAsUser');
      if (rootIsReported && user.value === 0) continue;
      if (own.value === false) {
        const message = `${containerName(container.field)} may run as root: set \`runAsNonRoot: true\``;
        report(own, message, { fixes: [fixAt(own, '')] });
      } else if (!own.exists && !shared.exists) reportMissing(context, container, user);
    }
  },
});

function user(holder: Field): Field {
  return holder.at('securityContext', 'runAsUser');
}

function reportMissing(context: ObjectContext, { field }: Container, user: Field): void {
  if (isSilent({ ...context, target: field }) || isUnknown(user)) return;
  const own = field.at('securityContext', 'runAsNonRoot');
  const shared = context.target.at('securityContext', 'runAsNonRoot');
  const id = user.number;
  const state = id
    ? `runs as user ${id}, but only as long as that line stands`
    : 'may run as root, if its image says so';
  context.report(own, `${containerName(field)} ${state}: set \`runAsNonRoot: true\``, {
    at: containerField(field),
    // It is not root now.
    ...(id ? { severity: 'information' } : {}),
    fixes: [fixAt(shared, ' for the pod'), fixAt(own, ' for the container')],
  });
}

function fixAt(field: Field, where: string): Fix {
  return { title: `Set \`runAsNonRoot: true\`${where}`, safe: false, edits: () => set(field, true) };
}

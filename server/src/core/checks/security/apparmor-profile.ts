import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { everySecurityContext, isSilent, isUnknown, runsOnWindows, setting } from './securityContexts.ts';

/** The field has taken the place of annotations in 1.30: https://kep.k8s.io/24. */
const FIELD = 30;
const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export default defineCheck({
  id: 'apparmor-profile',
  title: 'Nothing switches AppArmor off',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0002'] },
  pss: 'baseline',
  options: {
    required: {
      type: 'boolean',
      default: false,
      description: 'Also report containers that leave the profile to their node.',
    },
  },
  check(context) {
    const { pod, report, options } = context;
    if (!pod) return;
    for (const settings of everySecurityContext(pod)) {
      const field = settings.at('appArmorProfile', 'type');
      if (field.value === 'Unconfined')
        report(field, UNCONFINED, { fixes: [change(field, 'RuntimeDefault')] });
    }
    for (const entry of annotations(pod)) {
      const profile = entry.string ?? '';
      if (profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/')) continue;
      if (isUnknown(entry)) continue;
      const message = profile === 'unconfined' ? UNCONFINED : `${profile} is no profile of AppArmor`;
      report(entry, message, { fixes: [change(entry, 'runtime/default')] });
    }
    if (options.required && !runsOnWindows(context)) reportMissing(context, pod);
  },
});

const UNCONFINED = 'without AppArmor the container may use everything that root may: use the default profile';

function change(field: Field, value: string): Fix {
  return { title: `Change to \`${value}\``, safe: false, edits: () => set(field, value) };
}

function annotations(pod: PodTemplate): Field[] {
  const all = pod.metadata.at('annotations').entries();
  return all.filter(({ key }) => String(key).startsWith(ANNOTATION));
}

function reportMissing(context: ObjectContext, pod: PodTemplate): void {
  const named = annotations(pod).map(({ key }) => String(key).slice(ANNOTATION.length));
  for (const { field, name = '' } of pod.containers) {
    const own = { ...context, target: field };
    if (named.includes(name) || setting(own, 'appArmorProfile').exists || isSilent(own)) continue;
    const place =
      context.environment.version >= FIELD
        ? field.at('securityContext', 'appArmorProfile')
        : pod.metadata.at('annotations', ANNOTATION + name);
    const value = place.key === 'appArmorProfile' ? { type: 'RuntimeDefault' } : 'runtime/default';
    context.report(place, `${containerName(field)} has no AppArmor profile: set the default one`, {
      at: containerField(field),
      fixes: [{ title: 'Set the default profile', safe: false, edits: () => set(place, value) }],
    });
  }
}
